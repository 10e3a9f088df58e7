package main

import (
	"context"

	"keyline/app"
	"keyline/assets"
	"keyline/model"
)

// network plugs the model into the session.
type network struct{ *model.Network }

// Colorize makes a base; see [app.Colorizer].
func (n network) Colorize(ctx context.Context, r app.Request, progress func(float64)) (app.Base, error) {
	base, err := n.Network.Colorize(ctx, model.Request(r), progress)
	if err != nil {
		return nil, err
	}
	return base, nil
}

// openNetwork opens the shipped weights.
func openNetwork() (network, error) {
	n, err := model.Open(assets.Colorizer(), assets.Enhancer(), model.Options{})
	return network{n}, err
}
