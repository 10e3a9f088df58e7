"""Figures cut from the shared pictures: what stands on white paper, with its lines and its shape.

A cutout keeps the colours as they are and the colours under the lines, so that a panel knows its
true colours, its true lines and its true regions.
"""

import numpy as np
from PIL import Image
from scipy import ndimage

from augment import LIKING
from pictures import colour_edges, dark_strokes

PAPER = 248  # of 255: what is as light in every channel, and joined to the border, is paper
SPOT = 13  # px: ink as wide as this is a black area, not a line
PLACES = ("asp", "bookdash", "obs", "horst", "mimi_eunice", "peppercarrot", "prismatic")  # pictures of scenes: grounds, not figures
WARDROBE = 160  # cutouts kept ready by one worker; about 1 MB each


class Cutout:
    """One figure: `asis` and `under` (RGBA: with its lines, without), `ink` (L), `entry` and `index`."""

    def __init__(self, picture, alpha, entry, index, rng):
        t, b, l, r = bounds(alpha)
        picture, alpha = picture[t:b, l:r], alpha[t:b, l:r]
        rgb, drawn = picture[..., :3], 3 if rng.random() < 0.8 else 4
        ink = picture[..., drawn] if entry["line"] else outlined(picture[..., drawn], rgb, alpha, rng)
        under = without_lines(rgb, picture[..., 3] if entry["line"] else ink, alpha, entry["line"])
        mask = (alpha * np.uint8(255))[..., None]
        self.asis = Image.fromarray(np.concatenate([rgb, mask], 2))
        self.under = Image.fromarray(np.concatenate([under, mask], 2))
        self.ink = Image.fromarray(np.where(alpha, ink, 0).astype(np.uint8))
        self.entry, self.index = entry, index

    @property
    def size(self):
        return self.asis.size


def standing(picture):
    """Where a picture [H,W,>=3] of bytes shows a figure, [H,W] bool: what paper does not reach from the border."""
    light = (picture[..., 0] > PAPER) & (picture[..., 1] > PAPER) & (picture[..., 2] > PAPER)
    labels, n = ndimage.label(light)
    rim = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    outside = np.zeros(n + 1, bool)
    outside[rim[rim > 0]] = True
    paper = outside[labels]
    return ndimage.minimum_filter((~paper).view(np.uint8), 3).view(bool)  # the outermost pixel is half paper


def without_lines(rgb, ink, alpha, solid):
    """A figure's colours [H,W,3] bytes with its thin lines filled from the nearest colour of its own.

    A line is where there is ink and, unless the ink is true line art (`solid`), the picture has a thin
    dark mark. Spot blacks, wider than SPOT, are colour and stay.
    """
    inked = ink > 64
    dark = dark_strokes(rgb[..., 1] / np.float32(255), 7) > 0.06
    line = inked if solid else wider(inked) & dark
    line = wider(line) & (dark | inked)
    spots = ndimage.maximum_filter(ndimage.minimum_filter(line.view(np.uint8), SPOT), SPOT) > 0
    missing = (line & ~spots) | ~alpha
    if missing.all():
        return rgb
    y, x = ndimage.distance_transform_edt(missing, return_distances=False, return_indices=True)
    return np.where((line & ~spots)[..., None], rgb[y, x], rgb)


def outlined(ink, rgb, alpha, rng):
    """Extracted ink [H,W] bytes with the figure's contour and colour steps added where most of the contour has none."""
    contour = alpha & ~ndimage.minimum_filter(alpha.view(np.uint8), 3, mode="constant").view(bool)
    if (ndimage.maximum_filter(ink, 5)[contour] > 80).mean() > 0.6:
        return ink
    steps = colour_edges(rgb.astype(np.float32) / 255, np.random.default_rng(rng.randrange(2**31)))
    return np.maximum(np.maximum(ink, (steps * 255).astype(np.uint8)), contour * np.uint8(rng.randint(150, 255)))


def wider(mask):
    """A mask [H,W] and all that touches it."""
    return ndimage.maximum_filter(mask.view(np.uint8), 3).view(bool)


def bounds(mask):
    """The rows and columns that hold all of mask [H,W]: top, bottom, left, right."""
    rows, cols = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return rows[0], rows[-1] + 1, cols[0], cols[-1] + 1


def on_paper(picture):
    """Whether at least 88 % of a picture's border is paper, so that its figure can be cut out."""
    rim = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])[:, :3]
    return (rim.min(1) > PAPER).mean() > 0.88


class Wardrobe:
    """Figures and scenes of one split, drawn as often as LIKING says; keeps WARDROBE cutouts ready for use again."""

    def __init__(self, pictures):
        self.pictures, self.ready = pictures, {}
        self.figures, self.scenes = [], []
        for i in range(len(pictures)):
            if on_paper(pictures[i]):
                self.figures += [i] if pictures.entries[i]["source"] not in PLACES else []
            else:
                self.scenes.append(i)
        self.likes = np.cumsum([LIKING.get(pictures.entries[i]["source"], 1) for i in self.figures])
        self.among = set(self.figures)

    def cutout(self, index, rng):
        """The cutout of one picture, ready-made or fresh; None where almost nothing stands on the paper."""
        if index not in self.ready:
            picture = self.pictures[index]
            alpha = standing(picture)
            if alpha.mean() < 0.04:
                return None
            if len(self.ready) >= WARDROBE:
                del self.ready[rng.choice(list(self.ready))]
            self.ready[index] = Cutout(picture, alpha, self.pictures.entries[index], index, rng)
        return self.ready[index]

    def figure(self, rng):
        """Any figure; every other time one that is ready, which costs nothing."""
        while True:
            if len(self.ready) == WARDROBE and rng.random() < 0.6:
                return self.ready[rng.choice(list(self.ready))]
            i = self.figures[int(np.searchsorted(self.likes, rng.random() * self.likes[-1]))]
            found = self.cutout(i, rng)
            if found:
                return found

    def fellow(self, cutout, rng):
        """Another picture of the same group, or the cutout itself where there is none."""
        group = [i for i in self.pictures.groups[cutout.entry["group"]] if i in self.among and i != cutout.index]
        return (self.cutout(rng.choice(group), rng) if group else None) or cutout

    def scene(self, rng, height, width):
        """A piece of a full picture, RGB bytes [height,width,3]."""
        picture = self.pictures[rng.choice(self.scenes)]
        h, w = picture.shape[:2]
        s = min(h / height, w / width) * rng.uniform(0.6, 1)
        bh, bw = height * s, width * s
        x, y = rng.uniform(0, w - bw), rng.uniform(0, h - bh)
        im = Image.fromarray(np.ascontiguousarray(picture[..., :3]))
        return np.asarray(im.resize((width, height), Image.BILINEAR, box=(x, y, x + bw, y + bh)))

