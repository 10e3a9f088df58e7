// Package engine plugs the networks with their shipped weights into the session, for both
// programs.
package engine

import (
	"context"
	"image"

	"keyline/app"
	"keyline/assets"
	"keyline/model"
)

// Network is the shipped pair of networks as an [app.Colorizer].
type Network struct{ *model.Network }

// Open opens the shipped weights, whose checksums must be right.
func Open(o model.Options) (Network, error) {
	if err := assets.CheckWeights(); err != nil {
		return Network{}, err
	}
	n, err := model.Open(assets.Colorizer(), assets.Enhancer(), assets.Prior(), o)
	return Network{n}, err
}

// Colorize makes a base; see [app.Colorizer].
func (n Network) Colorize(ctx context.Context, r app.Request, progress func(float64)) (app.Base, error) {
	base, err := n.Network.Colorize(ctx, model.Request(r), progress)
	if err != nil {
		return nil, err
	}
	return flatter{base}, nil
}

// flatter is a base as an [app.Base].
type flatter struct{ *model.Base }

// Flats divides the page into areas; see [app.Base].
func (b flatter) Flats(ctx context.Context, r app.FlatRequest, progress func(float64)) (*image.Gray16, error) {
	return b.Base.Flats(ctx, model.FlatRequest(r), progress)
}
