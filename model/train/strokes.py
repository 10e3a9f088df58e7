"""Bleeding states and simulated edge strokes for the enhancer's training.

Two lessons hold here. The stroke is the boundary: the target's edge lies exactly under the
simulated stroke (where strokes are jittered, the target is bent with them). And training
happens where colour really bleeds, with a target that can be reached: the colours the base
already has on the right side, not colours it never had.
"""

import numpy as np
import torch
import torch.nn.functional as F
from scipy import ndimage

import hand
from net import OFFSETS, dilate

ROI = 14  # px around a stroke in which the output is held to the target


def blobs(n, h, w, share, generator):
    """Smooth random masks [n,1,h,w] of 0 or 1 that cover about `share` of the picture."""
    f = torch.randn(n, 1, 6, 6, generator=generator)
    f = F.interpolate(f, size=(h, w), mode="bicubic", align_corners=True)
    return (f > torch.quantile(f.flatten(1), 1 - share, dim=1).view(n, 1, 1, 1)).float()


def blur(x, sigma):
    """Gaussian blur of [N,C,H,W], border repeated."""
    r = int(3 * sigma + 1)
    k = torch.exp(-0.5 * (torch.arange(-r, r + 1) / sigma) ** 2)
    k = (k / k.sum()).view(1, 1, 1, -1)
    n, c, h, w = x.shape
    x = F.pad(x.reshape(n * c, 1, h, w), (r, r, r, r), mode="replicate")
    return F.conv2d(F.conv2d(x, k), k.transpose(2, 3)).view(n, c, h, w)


def bend(x, reach, generator, cells=6):
    """Smoothly displaced [N,C,H,W], by about `reach` px, border repeated."""
    n, _, h, w = x.shape
    f = F.interpolate(torch.randn(n, 2, cells, cells, generator=generator), size=(h, w), mode="bicubic", align_corners=True)
    y, xx = torch.meshgrid(torch.linspace(-1, 1, h), torch.linspace(-1, 1, w), indexing="ij")
    unit = torch.tensor([2 / (w - 1), 2 / (h - 1)]) * reach
    grid = torch.stack([xx, y], -1)[None] + f.permute(0, 2, 3, 1) * unit
    return F.grid_sample(x, grid, padding_mode="border", align_corners=True)


def bled(target, where, rng, generator):
    """The target [N,3,H,W] as a poor colouring: blurred or spilled over inside the mask `where`."""
    if rng.random() < 0.75:
        bad = blur(target, rng.uniform(3, 10))
        if rng.random() < 0.3:
            bad = bend(bad, rng.uniform(2, 6), generator)
    else:
        bad = bend(target, rng.uniform(4, 12), generator)
        if rng.random() < 0.5:
            bad = blur(bad, rng.uniform(0.7, 3))
    m = blur(where, 2)
    return target * (1 - m) + bad * m


def slope(x):
    """Largest channel's gradient magnitude [N,1,H,W] (Sobel / 8)."""
    k = torch.tensor([[1.0, 2, 1], [0, 0, 0], [-1, -2, -1]]) / 8
    n, c, h, w = x.shape
    g = F.conv2d(F.pad(x.reshape(n * c, 1, h, w), (1, 1, 1, 1), mode="replicate"), torch.stack([k, k.t()])[:, None])
    return g.pow(2).sum(1).sqrt().view(n, c, h, w).amax(1, keepdim=True)


def _curve(ridge, y, x, reach):
    """The ridge's connected piece through (y, x) within `reach` px, as a mask of the whole picture."""
    h, w = ridge.shape
    t, b, l, r = max(0, y - reach), min(h, y + reach + 1), max(0, x - reach), min(w, x + reach + 1)
    window = ridge[t:b, l:r]
    yy, xx = np.ogrid[t:b, l:r]
    window = window & ((yy - y) ** 2 + (xx - x) ** 2 <= reach * reach)
    labels, _ = ndimage.label(window, np.ones((3, 3)))
    out = np.zeros((h, w), bool)
    if labels[y - t, x - l]:
        out[t:b, l:r] = labels == labels[y - t, x - l]
    return out


def lacking(y, target):
    """What a person sees missing: (true edges of target, their ridges, ridges that y lacks), each [N,H,W] bool."""
    true, have = slope(target), slope(y)
    wide = F.avg_pool2d(true, 3, 1, 1)
    edge = wide > 0.07
    found = F.max_pool2d(F.avg_pool2d(have, 3, 1, 1), 5, 1, 2)
    missing = (edge & (found < 0.6 * wide)).float()
    missing = missing * (F.avg_pool2d(missing, 5, 1, 2) > 0.3)
    ridge = edge & (true >= F.max_pool2d(true, 3, 1, 1) * 0.85)
    return edge.numpy()[:, 0], ridge.numpy()[:, 0], ((missing > 0) & ridge).numpy()[:, 0]


def simulate(y, target, ink, rng, drawn=None, by=hand.PERSON):
    """(stroke, right, target): strokes [N,1,H,W] along true edges that y lacks, a few of them wrong.

    `right` holds the strokes that mean something; where only wrong ones are, nothing should change. The
    target comes back bent to the strokes. `drawn` is (stroke, right) of the rounds before: they stay; `by` is the hand.
    """
    n, _, h, w = target.shape
    edge, ridge, missing = lacking(y, target)
    inked = F.max_pool2d(ink, 2 * hand.NEAR_INK + 1, 1, hand.NEAR_INK).numpy()[:, 0] > 0.4
    stroke, right = [d.numpy()[:, 0].copy() for d in drawn] if drawn else np.zeros((2, n, h, w), np.float32)
    bent = []
    for b in range(n):
        bend = hand.Bend(h, w)
        missing[b] &= stroke[b] == 0
        for _ in range(rng.randint(1, 6)):
            if rng.random() < by.wrong:
                m = hand.painted([hand.astray(h, w, rng)], w, h, rng.choice(by.widths))
                m &= ~ndimage.binary_dilation(edge[b], iterations=3)
                stroke[b] = np.maximum(stroke[b], m)
                continue
            places = np.flatnonzero(missing[b])
            if len(places) < 8:
                break
            p = int(places[rng.randrange(len(places))])
            curve = _curve(ridge[b], p // w, p % w, rng.choice([rng.randint(8, 48), rng.randint(30, 80)]))
            missing[b] &= ~ndimage.binary_dilation(curve, iterations=8)
            path = hand.smooth(hand.ordered(np.argwhere(curve)))
            if len(path) < 6:
                continue
            moved = by.wobbled(path, rng)
            at = path.round().astype(int)
            bend.add(path, moved, inked[b][at[:, 0], at[:, 1]])
            m = hand.painted(by.pieces(moved, rng), w, h, rng.choice(by.widths))
            stroke[b], right[b] = np.maximum(stroke[b], m), np.maximum(right[b], m)
        bent.append(bend(target[b]))
    return torch.from_numpy(stroke)[:, None], torch.from_numpy(right)[:, None], torch.stack(bent)


def reachable(y, target):
    """What y [N,3,H,W] could become by reusing its own colours on the right side of every true edge.

    A joint bilateral mean of y over OFFSETS, guided by the target, that prefers places where y is
    already near the target.
    """
    r = max(max(abs(a), abs(b)) for a, b in OFFSETS)
    h, w = y.shape[2:]
    pad = lambda x: F.pad(x, (r, r, r, r), mode="replicate")
    py, pt = pad(y), pad(target)
    error = (py - pt).abs().amax(1, keepdim=True)
    total, weight = 0, 1e-6
    for dy, dx in OFFSETS:
        cut = lambda x: x[:, :, r + dy : r + dy + h, r + dx : r + dx + w]
        same = torch.exp(-((cut(pt) - target) ** 2).sum(1, keepdim=True) / (2 * 0.07**2))
        k = same * torch.exp(-cut(error) / 0.06)
        total, weight = total + k * cut(py), weight + k
    share = (weight / 0.02).clamp(0, 1)  # nothing fitting nearby: leave y alone
    return share * total / weight + (1 - share) * y


def influence(right):
    """Where the output is held to the target: within ROI px of a meaningful stroke [N,1,H,W]."""
    return dilate(right, ROI)
