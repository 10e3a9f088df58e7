"""Pictures to training batches of the colorizer: sketch, hints, references, target.

References are augmented copies of the target (Lee et al., CVPR 2020, section 3.1: colour
jitter of both, thin-plate-like warp of the reference), other pictures of the same character,
palettes, or nothing. Sketch and reference have independent sizes, chosen per batch.
"""

import copy
import math
import random

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from scipy import ndimage

from pictures import dark_strokes

# (height, width, pictures in a batch), early and late in the training
SMALL = [(160, 160, 12), (192, 192, 8), (224, 160, 8), (160, 224, 8), (256, 256, 5)]
LARGE = [(192, 192, 9), (256, 256, 5), (320, 320, 3), (384, 384, 2), (448, 192, 4), (192, 448, 3), (320, 224, 5), (576, 224, 3), (416, 288, 3), (512, 192, 3)]
REFERENCE = [(128, 128), (160, 128), (160, 160), (192, 192), (256, 256), (320, 192), (192, 256), (288, 288), (384, 192), (320, 256), (352, 352)]
REFERENCE_BUDGET = 320_000  # reference pixels in a batch: what keeps a step as cheap as its sketches

# how often a source is drawn, per picture: real drawings more, recombinations less
LIKING = dict(dicebear=0.5, openmoji=0.35, noto=0.35, mimi_eunice=0.4, asp=0.8, freemojis=0.6, robohash=0.6, mikanixon=2.5, duelyst=2.5, comicgen=2.2, gophers=2, prismatic=3, peppercarrot=3, obs=1.2, bookdash=1.2)
# sources whose groups keep their colours from picture to picture
PAIRED = dict(comicgen=0.6, gophers=0.5, duelyst=0.5, obs=0.15, bookdash=0.15, mimi_eunice=0.2)


def hue_rotation(angle):
    """3x3 colour matrix: rotation about the grey axis, so that grey stays grey."""
    c, s, t = math.cos(angle), math.sin(angle), math.sqrt(1 / 3) * math.sin(angle)
    m = np.full((3, 3), (1 - c) / 3, np.float32)
    m[range(3), range(3)] += c
    m += np.array([[0, -t, t], [t, 0, -t], [-t, t, 0]], np.float32)
    return m


FAR = np.float32(1e5)  # the origin of a token that shows nothing of the picture


def token_centres(height, width):
    """Pixel coordinates (x, y) [h/8,w/8] of the centres of the 8 px tokens of a frame."""
    return np.meshgrid(np.arange(width // 8) * 8 + 3.5, np.arange(height // 8) * 8 + 3.5)


class Recolour:
    """One random change of colours, applied alike to target and reference; white and black mostly stay."""

    def __init__(self, rng):
        self.order = list(range(3))
        if rng.random() < 0.45:
            rng.shuffle(self.order)
        self.matrix = hue_rotation(rng.uniform(-math.pi, math.pi) if rng.random() < 0.4 else 0)
        self.ink = np.array([rng.uniform(0.55, 1.25) if rng.random() < 0.6 else 1 for _ in range(3)], np.float32)
        self.shift = np.array([rng.uniform(-0.2, 0.2) for _ in range(3)], np.float32) if rng.random() < 0.12 else 0
        self.identity = rng.random() < 0.35

    def affine(self):
        """The change as a matrix [3,3] and what it adds [3], for colours as rows."""
        return np.eye(3, dtype=np.float32)[:, self.order] @ self.matrix.T * self.ink, 1 - self.ink + self.shift

    def __call__(self, rgb):
        if self.identity:
            return rgb
        matrix, more = self.affine()
        return np.clip(rgb.reshape(-1, 3) @ matrix + more, 0, 1).reshape(rgb.shape).astype(np.float32)


class Placement:
    """A crop, scale and mirror that puts a picture into a frame of height x width."""

    def __init__(self, rng, mirror=0.5):
        self.whole = rng.random() < 0.6
        self.zoom, self.u, self.v = rng.random(), rng.random(), rng.random()
        self.mirror = rng.random() < mirror

    def near(self, rng):
        """A like placement: a little moved and scaled, seldom mirrored."""
        p = copy.copy(self)
        p.zoom = min(1, max(0, self.zoom + rng.uniform(-0.2, 0.2)))
        p.u, p.v = (min(1, max(0, t + rng.uniform(-0.2, 0.2))) for t in (self.u, self.v))
        p.mirror = self.mirror != (rng.random() < 0.1)
        return p

    def frame(self, shape, height, width):
        """The frame's rectangle in picture pixels (x0, y0, width, height); what lies outside is paper."""
        h, w = shape[:2]
        fit = min(height / h, width / w)
        s = fit * (0.75 + 0.25 * self.zoom) if self.whole else fit * (1 + 1.6 * self.zoom)
        bw, bh = width / s, height / s
        return (w - bw) * self.u, (h - bh) * self.v, bw, bh

    def origin(self, shape, height, width, x, y):
        """Where frame pixels (x, y) come from, [2,...] picture pixels; far away for paper."""
        x0, y0, bw, bh = self.frame(shape, height, width)
        x = width - 1 - x if self.mirror else x
        px, py = x0 + (x + 0.5) / width * bw, y0 + (y + 0.5) / height * bh
        out = np.stack([px, py]).astype(np.float32)
        return np.where((px < 0) | (py < 0) | (px > shape[1]) | (py > shape[0]), FAR, out)

    def __call__(self, picture, height, width):
        x0, y0, bw, bh = self.frame(picture.shape, height, width)
        planes = []
        for c, paper in ((picture[..., :3], (255,) * 3), (picture[..., 3], 0), (picture[..., 4], 0)):
            planes.append(np.atleast_3d(cut(c, x0, y0, bw, bh, width, height, paper)))
        out = np.concatenate(planes, 2)
        return out[:, ::-1] if self.mirror else out


def cut(plane, x0, y0, bw, bh, width, height, paper):
    """The rectangle (x0, y0, bw, bh) of a plane scaled to width x height, paper outside."""
    h, w = plane.shape[:2]
    im = Image.fromarray(np.ascontiguousarray(plane))
    frame = Image.new(im.mode, (width, height), paper)
    left, top = max(0, x0), max(0, y0)
    right, bottom = min(w, x0 + bw), min(h, y0 + bh)
    sx, sy = width / bw, height / bh
    ow, oh = max(1, round((right - left) * sx)), max(1, round((bottom - top) * sy))
    piece = im.resize((ow, oh), Image.BILINEAR, box=(left, top, max(right, left + 1e-3), max(bottom, top + 1e-3)))
    frame.paste(piece, (round((left - x0) * sx), round((top - y0) * sy)))
    return np.asarray(frame)


def roughen(ink, rng):
    """Thinner, fainter, broken or grainy lines: [H,W] 0-1 to the same."""
    h, w = ink.shape
    if rng.random() < 0.35:
        ink = ndimage.grey_erosion(ink, rng.choice([(2, 2), (2, 1), (1, 2)])) * 0.7 + ink * 0.3
    if rng.random() < 0.4:
        ink = ink ** rng.uniform(0.6, 1.8) * rng.uniform(0.5, 1)
    if rng.random() < 0.5:
        ink = ink.copy()
        for _ in range(rng.randint(1, 10)):
            r, y, x = rng.randint(3, 20), rng.randrange(h), rng.randrange(w)
            ink[max(0, y - r) : y + r, max(0, x - r) : x + r] *= rng.choice([0, 0, 0.3])
    if rng.random() < 0.15:
        g = np.random.default_rng(rng.randrange(2**31))
        ink = np.clip(ink * (0.8 + 0.25 * g.standard_normal((h, w))) + 0.02 * g.standard_normal((h, w)), 0, 1)
    return ink.astype(np.float32)


def under_lines(rgb, ink, solid):
    """rgb [H,W,3] 0-1 with its lines taken out: inked dark pixels take the nearest colour beside them.

    A pixel is line where the sketch has ink and the picture a thin dark mark; where the ink is true
    line art (`solid`), all of it. Spot blacks stay: nothing farther than 8 px from a colour changes.
    """
    inked = ink > 0.25
    dark = dark_strokes(rgb.mean(2), 7) > 0.06
    line = inked if solid else ndimage.binary_dilation(inked) & dark
    if not line.any() or line.all():
        return rgb
    line = ndimage.binary_dilation(line, iterations=1) & (dark | inked)
    distance, (y, x) = ndimage.distance_transform_edt(line, return_indices=True)
    return np.where((line & (distance <= 8))[..., None], rgb[y, x], rgb)


def smooth_field(shape, generator, cells):
    """Random smooth field [H,W], about unit normal."""
    f = torch.randn(1, 1, cells, cells, generator=generator)
    return F.interpolate(f, size=shape, mode="bicubic", align_corners=True)[0, 0].numpy()


def shade(rgb, rng, generator):
    """Soft or cel shading over a picture [H,W,3]."""
    f = smooth_field(rgb.shape[:2], generator, rng.randint(3, 7))
    if rng.random() < 0.4:
        f = (f > rng.uniform(-0.3, 0.8)).astype(np.float32) * 1.5 - 0.5
    tint = np.array([rng.uniform(0.1, 0.3) for _ in range(3)], np.float32)
    dark = 1 - np.clip(f, 0, 1)[..., None] * tint
    paper = (rgb.min(2, keepdims=True) > 0.97).astype(np.float32)
    return rgb * (dark * (1 - paper) + paper)


def warp(rgb, rng, generator):
    """Smooth random warp, rotation and scale of [H,W,3], the border repeats; and each pixel's source (x, y) [2,H,W]."""
    t = torch.from_numpy(np.ascontiguousarray(rgb)).permute(2, 0, 1)[None]
    h, w = rgb.shape[:2]
    bend = torch.randn(1, 2, 4, 4, generator=generator) * rng.uniform(0.03, 0.13)
    flow = F.interpolate(bend, size=(h, w), mode="bicubic", align_corners=True)[0].permute(1, 2, 0)
    y, x = torch.meshgrid(torch.linspace(-1, 1, h), torch.linspace(-1, 1, w), indexing="ij")
    a, s = rng.uniform(-0.25, 0.25), rng.uniform(0.8, 1.2)
    ca, sa = math.cos(a) * s, math.sin(a) * s
    grid = torch.stack([ca * x - sa * y * h / w, sa * x * w / h + ca * y], -1)[None] + flow[None]
    out = F.grid_sample(t, grid, padding_mode="border", align_corners=True)[0].permute(1, 2, 0).numpy()
    half = np.array([w - 1, h - 1], np.float32) / 2
    return out, ((grid[0].numpy() + 1) * half).transpose(2, 0, 1)


def palette_sheet(rgb, rng, height, width):
    """A sheet of swatches [height,width,3] with colours found in rgb."""
    pixels = rgb.reshape(-1, 3)
    rows, cols = rng.randint(1, 3), rng.randint(2, 5)
    swatches = pixels[[rng.randrange(len(pixels)) for _ in range(rows * cols)]].reshape(rows, cols, 3)
    return np.repeat(np.repeat(swatches, -(-height // rows), 0), -(-width // cols), 1)[:height, :width]


def repaint(rgb, ink, rng):
    """Another colour for one connected region of rgb [H,W,3], as only a hint can tell; and the region [H,W]."""
    h, w = rgb.shape[:2]
    y, x = rng.randrange(h), rng.randrange(w)
    alike, _ = ndimage.label(np.abs(rgb - rgb[y, x]).max(2) < 0.1)
    region = (alike == alike[y, x]) & (alike > 0)
    if not 0.003 < region.mean() < 0.35 or not (region & (ink < 0.3)).any():  # nowhere for a hint to lie
        return rgb, None
    paint = np.array([rng.random() for _ in range(3)], np.float32)
    return np.where(region[..., None], np.clip(rgb + paint - rgb[y, x], 0, 1), rgb), region


def dab(out, rgb, y, x, r):
    """Writes one dab of radius r at (y, x) into hints [4,H,W], with the colour that is there."""
    here = slice(max(0, y - r), y + r + 1), slice(max(0, x - r), x + r + 1)
    out[(slice(0, 3), *here)] = rgb[y, x][:, None, None]
    out[(3, *here)] = 1


def hints_of(rgb, ink, region, rng):
    """Simulated dabs [4,H,W]: RGB*mask and mask, taken from the target off the lines, in region if there is one."""
    h, w = ink.shape
    out = np.zeros((4, h, w), np.float32)
    if region is not None:
        inside = np.argwhere(region & (ink < 0.3))
        for _ in range(rng.randint(1, 4)):
            dab(out, rgb, *inside[rng.randrange(len(inside))], rng.randint(1, 6))
    if rng.random() < 0.25:
        for _ in range(rng.randint(1, 10)):
            y, x = rng.randrange(h), rng.randrange(w)
            if ink[y, x] < 0.3:
                dab(out, rgb, y, x, rng.randint(1, 5))
    return out


def regions(under):
    """The areas of one colour of a picture [H,W,3] before it is shaded: labels [H,W] int16, 0 for edges and specks."""
    step = np.zeros(under.shape[:2], np.float32)
    step[1:] = np.abs(under[1:] - under[:-1]).max(2)
    step[:, 1:] = np.maximum(step[:, 1:], np.abs(under[:, 1:] - under[:, :-1]).max(2))
    labels, n = ndimage.label(ndimage.maximum_filter(step, 2) < 0.04)
    sizes = np.bincount(labels.ravel(), minlength=n + 1)
    sizes[0] = 0
    kept = np.where(sizes >= 24, np.cumsum(sizes >= 24), 0)
    return kept[labels].astype(np.int16)


def planar(rgb):
    return torch.from_numpy(np.ascontiguousarray(rgb.transpose(2, 0, 1), dtype=np.float32))


class Batches(torch.utils.data.IterableDataset):
    """Endless (ink, hints, [references], target, known) batches.

    `known` is where the tokens of target and first reference come from, [N,2,h/8,w/8] px each (of composed
    panels the tokens of all references, [N,2,Tk]), the reference's token pitch [N] in the same px, and the
    target's regions [N,H,W]. `late` (0-1) is how far the training is at the start.
    """

    def __init__(self, pictures, seed, minutes=0.0, late=0.0, clock=None):
        self.pictures, self.seed, self.minutes, self.late, self.clock = pictures, seed, minutes, late, clock
        likes = [LIKING.get(e["source"], 1) for e in pictures.entries]
        self.cumulative = np.cumsum(likes)

    def __iter__(self):
        torch.set_num_threads(1)
        worker = torch.utils.data.get_worker_info()
        rng = random.Random(self.seed * 7919 + (worker.id if worker else 0))
        begin = self.clock() if self.clock else 0
        while True:
            late = self.late + ((self.clock() - begin) / 60 / self.minutes if self.clock else 0)
            yield self.batch(rng, LARGE if late > 0.25 and rng.random() < 0.5 else SMALL)

    def batch(self, rng, shapes):
        h, w, n = rng.choice(shapes)
        fits = [s for s in REFERENCE if s[0] * s[1] * n < REFERENCE_BUDGET]
        sizes = [rng.choice(fits)] + ([rng.choice(REFERENCE[:4])] if rng.random() < 0.1 else [])
        rows = [self.one(rng, h, w, sizes) for _ in range(n)]
        refs = [torch.stack([r[2][i] for r in rows]) for i in range(len(sizes))]
        ink, hints, target, origin, region = (torch.stack([r[k] for r in rows]) for k in (0, 1, 3, 4, 7))
        return ink, hints, refs, target, (origin, torch.stack([r[5] for r in rows]), torch.tensor([r[6] for r in rows]), region)

    def draw(self, rng):
        return int(np.searchsorted(self.cumulative, rng.random() * self.cumulative[-1]))

    def one(self, rng, h, w, sizes):
        generator = torch.Generator().manual_seed(rng.randrange(2**31))
        i = self.draw(rng)
        entry, place, colour = self.pictures.entries[i], Placement(rng), Recolour(rng)
        a = place(self.pictures[i], h, w)
        drawn = 3 if rng.random() < 0.7 else 4
        ink = a[..., drawn].astype(np.float32) / 255
        rgb = colour(under_lines(a[..., :3].astype(np.float32) / 255, ink, entry["line"] and drawn == 3))
        ink = roughen(ink, rng)
        ref, ref_origin, pitch = self.reference(rng, generator, i, entry, place, colour, rgb, *sizes[0])
        refs = [ref]
        for size in sizes[1:]:  # a distractor: any picture, same change of colours
            d = Placement(rng)(self.pictures[self.draw(rng)], *size)
            refs.append(colour(d[..., :3].astype(np.float32) / 255))
        rgb, region = repaint(rgb, ink, rng) if rng.random() < 0.25 else (rgb, None)
        origin = place.origin(self.pictures[i].shape, h, w, *token_centres(h, w))
        hints, origin, keys, labels = map(torch.from_numpy, (hints_of(rgb, ink, region, rng), origin, ref_origin, regions(rgb)))
        return torch.from_numpy(ink)[None], hints, [planar(r) for r in refs], planar(rgb), origin, keys, pitch, labels

    def reference(self, rng, generator, i, entry, place, colour, rgb, h, w):
        """A reference [h,w,3], where its tokens come from in picture i [2,h/8,w/8], and their pitch there."""
        kind, nowhere = rng.random(), np.full((2, h // 8, w // 8), -FAR, np.float32)
        if kind < 0.03:
            return np.ones((h, w, 3), np.float32), nowhere, 1.0
        if kind < 0.06:
            return palette_sheet(rgb, rng, h, w), nowhere, 1.0
        group = self.pictures.groups[entry["group"]]
        if len(group) > 1 and rng.random() < PAIRED.get(entry["source"], 0):
            j = rng.choice(group)
            return colour(Placement(rng)(self.pictures[j], h, w)[..., :3].astype(np.float32) / 255), nowhere, 1.0
        aligned = kind < 0.2  # the same frame, as when a later version of the drawing is the reference
        p = place if aligned else place.near(rng) if rng.random() < 0.6 else Placement(rng, 0.3)
        shape, (x, y) = self.pictures[i].shape, token_centres(h, w)
        r = colour(p(self.pictures[i], h, w)[..., :3].astype(np.float32) / 255)
        if rng.random() < 0.35:
            r = shade(r, rng, generator)
        if not aligned or rng.random() < 0.3:
            r, source = warp(r, rng, generator)
            x, y = source[:, 4::8, 4::8]
        if rng.random() < 0.08:
            s = rng.uniform(0.5, 2.5)
            r = ndimage.gaussian_filter(r, (s, s, 0))
        return np.clip(r, 0, 1), p.origin(shape, h, w, x, y), 8 * p.frame(shape, h, w)[2] / w
