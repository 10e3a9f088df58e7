"""Pictures drawn by code for the enhancer: flat regions with known boundaries, bled where lines are missing."""

import torch
import torch.nn.functional as F

from strokes import blobs, blur, dilate


def regions(n, h, w, colours, generator):
    """Random flat pictures [n,3,h,w] of a few regions with smooth boundaries."""
    cells = int(torch.randint(4, 9, (1,), generator=generator))
    fields = F.interpolate(torch.randn(n, colours, cells, cells, generator=generator), size=(h, w), mode="bicubic", align_corners=True)
    chosen = F.one_hot(fields.argmax(1), colours).float()
    return torch.einsum("nhwk,nkc->nchw", chosen, torch.rand(n, colours, 3, generator=generator))


def boundaries(target):
    """[N,1,H,W]: 1 where the colour changes to the right or below."""
    right = F.pad((target[..., :, 1:] != target[..., :, :-1]).any(1, keepdim=True).float(), (0, 1))
    below = F.pad((target[..., 1:, :] != target[..., :-1, :]).any(1, keepdim=True).float(), (0, 0, 0, 1))
    return torch.maximum(right, below)


def scene(n, h, w, rng, generator):
    """(ink, target, poor colouring): blurred across boundaries whose line is missing."""
    target = regions(n, h, w, rng.randint(2, 5), generator)
    missing = blobs(n, h, w, rng.uniform(0.4, 1), generator)
    ink = dilate(boundaries(target), rng.choice([0, 1])) * (1 - missing) * rng.uniform(0.6, 1)
    soft, part = blur(target, rng.uniform(2, 10)), blur(dilate(missing, 6), 2)
    poor = target * (1 - part) + soft * part
    return ink, target, (poor + 0.02 * torch.randn(poor.shape, generator=generator)).clamp(0, 1)
