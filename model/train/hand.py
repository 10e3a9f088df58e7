"""Strokes and dabs as a hand makes them: beside the mark, too long, in pieces, too wide, wrong.

A stroke means a boundary, so where it lies beside the true one and no ink says otherwise, the
target is bent to it (`Bend`): a loss that punished the edge for being where it was drawn would
teach to leave it blurred. Where ink is near, the ink is the boundary and the stroke is only near it.
"""

import dataclasses
import math

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image, ImageDraw
from scipy import ndimage

SPREAD = 6  # px, how far around a stroke a target is bent with it
NEAR_INK = 4  # px: ink this near is what a stroke means


def ordered(points):
    """Points [K,2] of a thin curve one after the other from an end; what is 4 px or more off the way is left out."""
    left = points.astype(np.float32)
    at, way = int(((left - left.mean(0)) ** 2).sum(1).argmax()), []
    while True:
        way.append(left[at])
        left = np.delete(left, at, 0)
        if not len(left):
            break
        away = ((left - way[-1]) ** 2).sum(1)
        at = int(away.argmin())
        if away[at] >= 16:
            break
    return np.array(way)


def smooth(path, reach=4):
    """A path [K,2] without its pixel steps: means of up to 2*reach+1 points, the ends stay."""
    padded = np.concatenate([np.repeat(path[:1], reach, 0), path, np.repeat(path[-1:], reach, 0)])
    total = np.cumsum(np.concatenate([np.zeros((1, 2)), padded]), 0)
    n = 2 * reach + 1
    return ((total[n:] - total[:-n]) / n).astype(np.float32)


def normals(path):
    """Unit normals [K,2] of a path [K,2] of (y, x)."""
    t = np.gradient(path, axis=0)
    t /= np.linalg.norm(t, axis=1, keepdims=True) + 1e-6
    return np.stack([t[:, 1], -t[:, 0]], 1)


@dataclasses.dataclass(frozen=True)
class Hand:
    """How somebody draws; lengths in px. The zero `EXACT` follows every edge to the pixel."""

    beside: float = 1.2  # how far to one side of the edge, standard deviation
    wave: float = 1.0  # amplitude of each of two slow waves, at most
    tremor: float = 0.6  # at most
    broken: float = 0.35  # share of long edges drawn in two to four strokes
    beyond: float = 0.4  # share of ends drawn out beyond the edge
    widths: tuple = (1, 2, 2, 3, 3, 3, 4, 5, 7)
    wrong: float = 0.1  # share of strokes that lie on no boundary

    def wobbled(self, path, rng):
        """The path [K,2] as the hand follows it: at most 5 px off."""
        s = np.linspace(0, len(path), len(path))
        off = np.full(len(path), rng.gauss(0, 1) * self.beside)
        for _ in range(2):
            off += rng.uniform(0, self.wave) * np.sin(2 * math.pi * s / rng.uniform(15, 70) + rng.uniform(0, 6.3))
        noise = np.random.default_rng(rng.randrange(2**31)).standard_normal(len(path))
        off += ndimage.gaussian_filter1d(noise, 1.5) * rng.uniform(0, self.tremor)
        return (path + normals(path) * np.clip(off, -5, 5)[:, None]).astype(np.float32)

    def pieces(self, path, rng):
        """One stroke or several short ones along a path, ends drawn out beyond it or stopped short."""
        cuts = sorted(rng.sample(range(8, len(path) - 8), rng.randint(1, 3))) if len(path) > 40 and rng.random() < self.broken else []
        out = []
        for a, b in zip([0] + cuts, cuts + [len(path)]):
            part = path[a + rng.randint(0, 4) if a else a : b]
            if len(part) < 3:
                continue
            if rng.random() < self.beyond:
                part = np.concatenate([part, [part[-1] + (part[-1] - part[-3]) / 2 * rng.uniform(2, 10)]])
            if rng.random() < self.beyond:
                part = np.concatenate([[part[0] + (part[0] - part[2]) / 2 * rng.uniform(2, 10)], part])
            out.append(part)
        return out


PERSON, EXACT = Hand(), Hand(0, 0, 0, 0, 0, (3,), 0)


def painted(lines, width, height, wide):
    """Polylines of (y, x) drawn `wide` px wide, [height,width] bool."""
    im = Image.new("L", (width, height))
    draw = ImageDraw.Draw(im)
    for line in lines:
        draw.line([(float(x), float(y)) for y, x in line], fill=1, width=wide, joint="curve")
    return np.asarray(im) > 0


def astray(height, width, rng):
    """A stroke that means nothing: a straight or bent line anywhere."""
    a, n, turn = rng.uniform(0, 2 * math.pi), rng.randint(10, 60), rng.gauss(0, 0.02)
    y, x, path = rng.uniform(0, height), rng.uniform(0, width), []
    for _ in range(n):
        path.append((y, x))
        y, x, a = y + math.sin(a), x + math.cos(a), a + turn
    return np.array(path, np.float32)


class Bend:
    """Displacements gathered along strokes; bends one picture so that its edges lie under them."""

    def __init__(self, height, width):
        self.pull, self.there = np.zeros((2, height, width), np.float32), np.zeros((height, width), np.float32)

    def add(self, path, moved, inked):
        """From the true path to the drawn one, both [K,2] (y, x); where inked [K], the edge stays."""
        h, w = self.there.shape
        y, x = np.clip(moved[:, 0].round().astype(int), 0, h - 1), np.clip(moved[:, 1].round().astype(int), 0, w - 1)
        by = (moved - path) * ~inked[:, None]
        np.add.at(self.there, (y, x), 1)
        for axis in (0, 1):
            np.add.at(self.pull[axis], (y, x), by[:, axis])

    def __call__(self, picture):
        """picture [C,H,W] bent; the same where no stroke was added."""
        if not self.there.any():
            return picture
        weight = ndimage.gaussian_filter(self.there, SPREAD) + 0.004
        dy, dx = (ndimage.gaussian_filter(p, SPREAD) / weight for p in self.pull)
        h, w = self.there.shape
        y, x = np.mgrid[0:h, 0:w].astype(np.float32)
        grid = np.stack([(x - dx) / (w - 1) * 2 - 1, (y - dy) / (h - 1) * 2 - 1], -1)[None]
        return F.grid_sample(picture[None], torch.from_numpy(grid.astype(np.float32)), padding_mode="border", align_corners=True)[0]


def dabs(hints, y, target, ink, rng, most=4):
    """Hints [N,4,H,W] with up to `most` dabs more per picture, put where y is wrong, in about the target's colour.

    Each is a short wipe inside one area of about one colour, away from ink and from its edges.
    """
    out = hints.clone()
    wrong = F.avg_pool2d((y - target).abs().amax(1, keepdim=True), 5, 1, 2) * (F.max_pool2d(ink, 3, 1, 1) < 0.3)
    flat = -F.max_pool2d(-target, 7, 1, 3) - F.max_pool2d(target, 7, 1, 3)
    wrong = (wrong * (flat.abs().amax(1, keepdim=True) < 0.12)).numpy()[:, 0]
    h, w = wrong.shape[1:]
    for b in range(len(out)):
        for _ in range(rng.randint(1, most)):
            places = np.flatnonzero(wrong[b] > 0.12)
            if not len(places):
                break
            at = int(places[rng.randrange(len(places))])
            cy, cx, a, n = at // w, at % w, rng.uniform(0, 6.3), rng.uniform(0, 10)
            wipe = np.array([(cy, cx), (cy + n * math.sin(a), cx + n * math.cos(a))], np.float32)
            colour = target[b, :, cy, cx]
            inside = (target[b] - colour[:, None, None]).abs().amax(0).numpy() < 0.12
            m = torch.from_numpy(painted([wipe], w, h, rng.choice([3, 4, 6, 9])) & inside)
            out[b, :3, m] = (colour + 0.02 * (2 * torch.rand(3) - 1)).clamp(0, 1)[:, None]
            out[b, 3, m] = 1
            wrong[b, max(0, cy - 20) : cy + 20, max(0, cx - 20) : cx + 20] = 0
    return out
