// Package model holds the networks: the colorizer G, which gives a sketch the colours of its
// references, the prior P, which guesses colours where there is none, and the enhancer E, which
// parts colours along edge strokes. All are defined for training in train/net.py and mirrored
// here as Gorgonia graphs over the fused operations of package kernel.
//
// What the network leaves open geometry decides (package region): each closed area of the lines
// takes the colour for which most speaks in the second match, paper stays white, and a hint
// fills its area exactly. Where a reference shows the very drawing (package register), its
// colours are taken by place.
//
// A picture has two sizes: that of its page, and the working size the networks see (see
// workingSize). Colours are upsampled from the one to the other along the lines.
package model
