"""Panels put together: figures over a ground, with shading, balloons and lines; all of it known exactly.

A panel knows the colour under its lines, its ink, which layer every pixel shows (0 the ground,
1-4 the figures, 255 what lies before them) and where on that layer it comes from. References show
the whole panel or its figures, on other grounds, by themselves or together, as they are or in
another picture of the same character.

    python3 composer.py --cache DIR --out sheet.png     # look at a sheet; prints panels/s
"""

import argparse
import copy
import math
import os
import random
import time

import numpy as np
import torch
from PIL import Image

import grounds
import lines
from augment import FAR, PAIRED, REFERENCE_BUDGET, Batches, Recolour, hints_of, palette_sheet, planar, regions, repaint, shade, smooth_field, token_centres, warp
from figures import Wardrobe
from pictures import Pictures, extract_ink

BEFORE = 255  # the layer of balloons and borders
APART = 1000  # how far the layers lie from each other in the common coordinates of matches
STEADY = [s for s, share in PAIRED.items() if share >= 0.4]  # sources whose groups keep their colours

# (height, width, panels in a batch)
SHAPES = [(160, 160, 8), (192, 192, 6), (256, 256, 4), (384, 384, 2), (384, 384, 2), (384, 288, 2), (288, 384, 2), (384, 256, 3), (320, 320, 3), (512, 384, 1), (640, 448, 1), (448, 640, 1)]
# (height, width) of references, by how many there are
REFERENCES = {
    1: [(160, 160), (256, 256), (320, 256), (384, 384), (384, 256), (256, 384), (512, 384)],
    2: [(160, 160), (256, 256), (320, 256), (384, 288)],
    3: [(192, 192), (256, 192), (256, 256)],
    4: [(160, 160), (192, 192), (256, 192)],
}


class Layer:
    """A figure through a Recolour (None: as it is) somewhere in a frame: centre (cx, cy) px, scale in frame px
    per figure px, angle in radians clockwise, mirrored or not."""

    def __init__(self, cutout, colour, cx=0, cy=0, scale=1, angle=0, mirror=False):
        self.cutout, self.colour = cutout, colour
        self.under, self.asis = recoloured(cutout.under, colour), recoloured(cutout.asis, colour)
        self.cx, self.cy, self.scale, self.angle, self.mirror = cx, cy, scale, angle, mirror

    def moved(self, cx, cy, scale, angle, mirror):
        """The same figure in the same colours elsewhere."""
        other = copy.copy(self)
        other.cx, other.cy, other.scale, other.angle, other.mirror = cx, cy, scale, angle, mirror
        return other

    def origin(self, x, y):
        """Figure pixels of frame pixels (x, y)."""
        c, s = math.cos(self.angle) / self.scale, math.sin(self.angle) / self.scale
        u, v = (x - self.cx) * c + (y - self.cy) * s, (y - self.cy) * c - (x - self.cx) * s
        w, h = self.cutout.size
        return (-u if self.mirror else u) + w / 2, v + h / 2

    def placed(self, image):
        """An image of the cutout as it stands in the frame, and where its left top corner is."""
        w, h = image.size
        small = image.resize((max(1, round(w * self.scale)), max(1, round(h * self.scale))), Image.BILINEAR)
        if self.mirror:
            small = small.transpose(Image.FLIP_LEFT_RIGHT)
        turned = small.rotate(-math.degrees(self.angle), Image.BILINEAR, expand=True) if self.angle else small
        return turned, (round(self.cx - turned.size[0] / 2), round(self.cy - turned.size[1] / 2))


def recoloured(image, colour):
    """An RGBA image through a Recolour, or as it is for None."""
    if colour is None or colour.identity:
        return image
    matrix, more = colour.affine()
    rows = [v for c in range(3) for v in (*(float(m) for m in matrix[:, c]), float(more[c] if np.ndim(more) else more) * 255)]
    out = image.convert("RGB").convert("RGB", tuple(rows))
    out.putalpha(image.getchannel("A"))
    return out


def shadow(alpha, rng, generator):
    """Light on a shape [H,W] bool, as factors [H,W,3]: cel or soft shade on one side, a rim of light on the other."""
    h, w = alpha.shape
    out = np.ones((h, w, 3), np.float32)
    a, size = rng.uniform(0, 2 * math.pi), math.sqrt(alpha.sum() + 1)
    tint = np.array([rng.uniform(0.1, 0.4) for _ in range(3)], np.float32)
    field = smooth_field((h, w), generator, rng.randint(3, 6))
    if rng.random() < 0.8:
        y, x = np.mgrid[0:h, 0:w].astype(np.float32)
        lean = (x * math.cos(a) + y * math.sin(a)) / size + 0.5 * field
        lean = lean - np.quantile(lean[alpha][::7], rng.uniform(0.4, 0.85)) if alpha.any() else lean
        dark = (lean > 0).astype(np.float32) if rng.random() < 0.6 else np.clip(lean * 2 + 0.3, 0, 1)
        out *= 1 - dark[..., None] * tint
    if rng.random() < 0.35:
        n = size * rng.uniform(0.01, 0.035) + 1
        dy, dx = round(n * math.sin(a)), round(n * math.cos(a))
        rim = alpha & ~np.roll(np.roll(alpha, dy, 0), dx, 1)
        out[rim] *= rng.uniform(1.15, 1.6)
    return out


def blush(rgb, alpha, rng):
    """A few soft rosy spots on the lighter parts of a shape; rgb [H,W,3] is changed."""
    places = np.argwhere(alpha & (rgb.mean(2) > 0.55))
    for _ in range(rng.randint(2, 4) if len(places) > 50 else 0):
        y, x = places[rng.randrange(len(places))]
        r = rng.uniform(0.02, 0.06) * max(alpha.shape)
        t, b, l, q = max(0, int(y - 3 * r)), int(y + 3 * r) + 1, max(0, int(x - 3 * r)), int(x + 3 * r) + 1
        yy, xx = np.ogrid[t : min(b, rgb.shape[0]), l : min(q, rgb.shape[1])]
        m = 0.6 * np.exp(-((yy - y) ** 2 * 2 + (xx - x) ** 2) / (2 * r * r)) * alpha[t:b, l:q]
        rgb[t:b, l:q] += m[..., None] * (np.array([0.95, 0.5, 0.5], np.float32) - rgb[t:b, l:q])


class Frame:
    """What a panel or a reference shows: `under` and `asis` [H,W,3] 0-1, `ink` [H,W] 0-1, `owner` [H,W], `layers`."""

    def __init__(self, ground, ink, layers, front=None):
        self.layers = layers
        under, asis, lines_ = (Image.fromarray(np.ascontiguousarray(a)) for a in (ground, ground, ink))
        owner = Image.new("L", under.size)
        for k, layer in enumerate(layers, 1):
            picture, at = layer.placed(layer.under)
            mask = picture.getchannel("A")
            under.paste(picture, at, mask)
            lined, _ = layer.placed(layer.asis)
            asis.paste(lined, at, mask)
            lines_.paste(layer.placed(layer.cutout.ink)[0], at, mask)
            owner.paste(k, at, mask.point(lambda v: 255 * (v > 127)))
        if front:
            colour, drawn, cover = (Image.fromarray(p) for p in front)
            under.paste(colour, (0, 0), cover)
            asis.paste(colour, (0, 0), cover)
            lines_.paste(drawn, (0, 0), cover)
            owner.paste(BEFORE, (0, 0), cover.point(lambda v: 255 * (v > 127)))
        self.under, self.asis = (np.asarray(i, np.float32) / 255 for i in (under, asis))
        self.ink, self.owner = np.asarray(lines_, np.float32) / 255, np.asarray(owner)
        drawn_by_code = (self.owner == 0) | (self.owner == BEFORE)  # there the colours have no lines yet
        self.asis = np.where(drawn_by_code[..., None], self.asis * (1 - self.ink[..., None]), self.asis)

    def lit(self, rng, generator, share):
        """Shades, rims and blushes the figures, and sometimes the ground, in under and asis alike."""
        for k in range(len(self.layers) + 1):
            alpha = self.owner == k
            if rng.random() > (share if k else share * 0.4) or alpha.sum() < 200:
                continue
            light = np.where(alpha[..., None], shadow(alpha, rng, generator), 1)
            self.under, self.asis = np.clip(self.under * light, 0, 1), np.clip(self.asis * light, 0, 1)
            if k and rng.random() < 0.3:
                before = self.under.copy()
                blush(self.under, alpha, rng)
                self.asis = np.clip(self.asis + self.under - before, 0, 1)

    def finished(self, rng):
        """The picture as an artist would show it [H,W,3]: with its own lines, or with coloured ones, or almost none."""
        kind = rng.random()
        if kind < 0.55:
            return self.asis
        if kind < 0.65:
            return self.under
        tone = np.array([rng.uniform(0, 0.5) for _ in range(3)], np.float32)
        line = self.ink[..., None] * rng.uniform(0.6, 1)
        if rng.random() < 0.4:  # lines a darker shade of what they enclose
            return self.under * (1 - line * (1 - tone))
        return self.under * (1 - line) + tone * line

    def origins(self, pitches):
        """Where the tokens come from [2,h/8,w/8], in the common coordinates; FAR where nobody can say."""
        h, w = self.owner.shape
        x, y = token_centres(h, w)
        owner = self.owner[4::8, 4::8]
        out = np.full((2, h // 8, w // 8), FAR, np.float32)
        for k, layer in enumerate(self.layers, 1):
            if pitches.get(k):
                u, v = layer.origin(x, y)
                out = np.where(owner == k, np.stack([APART * k + u / pitches[k], v / pitches[k]]), out)
        return out.astype(np.float32)


class Panels(Batches):
    """Batches like those of augment.Batches, a `share` of them panels put together here."""

    def __init__(self, pictures, seed, share=0.5, **more):
        super().__init__(pictures, seed, **more)
        self.share, self.wardrobe, self.sizes = share, None, SHAPES

    def batch(self, rng, shapes):
        if rng.random() >= self.share:
            return super().batch(rng, shapes)
        self.wardrobe = self.wardrobe or Wardrobe(self.pictures)
        h, w, n = rng.choice(self.sizes)
        count = rng.choices([1, 2, 3, 4], [55, 27, 10, 8])[0]
        fits = [s for s in REFERENCES[count] if s[0] * s[1] * n * count < REFERENCE_BUDGET]
        sizes = [rng.choice(fits or REFERENCES[count][:1]) for _ in range(count)]
        rows = [self.panel(rng, h, w, sizes) for _ in range(n)]
        refs = [torch.stack([r[2][i] for r in rows]) for i in range(count)]
        ink, hints, target, origin, keys, region = (torch.stack([r[k] for r in rows]) for k in (0, 1, 3, 4, 5, 6))
        return ink, hints, refs, target, (origin, keys, torch.ones(n), region)

    def panel(self, rng, h, w, sizes):
        """One row of a batch: ink, hints, references, target, origins of query and key tokens, regions."""
        generator = torch.Generator().manual_seed(rng.randrange(2**31))
        frame = self.composed(rng, generator, h, w)
        region = regions(frame.under)
        frame.lit(rng, generator, 0.3)
        extracted = rng.random() < 0.35
        clean = extract_ink(frame.asis, np.random.default_rng(rng.randrange(2**31))) if extracted else frame.ink
        ink = lines.drawn(clean, rng, generator)
        refs, origin, keys = self.references(rng, generator, frame, sizes)
        target, dabbed = repaint(frame.under, ink, rng) if rng.random() < 0.1 else (frame.under, None)
        hints, origin, keys, region = map(torch.from_numpy, (hints_of(target, ink, dabbed, rng), origin, keys, region))
        return torch.from_numpy(ink)[None], hints, [planar(r) for r in refs], planar(target), origin, keys, region

    def layers(self, rng, h, w):
        """One to four figures of their own colours somewhere in a frame, later ones before earlier ones."""
        n = rng.choices([1, 2, 3, 4], [35, 35, 18, 12])[0]
        out, steps = [], rng.sample(range(n), n)
        for k in range(n):
            c, colour = self.wardrobe.figure(rng), Recolour(rng)
            fw, fh = c.size
            scale = min(h / fh, w * 1.3 / n / fw) * rng.uniform(0.65, 1.35)
            cx = w * ((steps[k] + 0.5) / n + rng.uniform(-0.12, 0.12))
            cy = h - fh * scale * 0.5 + h * rng.uniform(-0.2, 0.15) if rng.random() < 0.6 else h * rng.uniform(0.35, 0.65)
            angle = 0 if rng.random() < 0.5 else rng.gauss(0, 0.25)
            out.append(Layer(c, colour, cx, cy, scale, angle, rng.random() < 0.5))
        return out

    def ground(self, rng, generator, h, w, paper):
        """(colour, ink) bytes of what lies behind the figures; paper is how often it is nothing."""
        kind = rng.random()
        if kind < paper:
            return np.full((h, w, 3), 255, np.uint8), np.zeros((h, w), np.uint8)
        if kind < paper + 0.15 * (1 - paper):
            scene = self.wardrobe.scene(rng, h, w)
            noise = np.random.default_rng(rng.randrange(2**31))
            return scene, (extract_ink(scene.astype(np.float32) / 255, noise) * 255).astype(np.uint8)
        return grounds.ground(rng, h, w, generator)

    def composed(self, rng, generator, h, w):
        """A panel as a Frame, not yet lit."""
        front = grounds.before(rng, h, w) if rng.random() < 0.5 else None
        return Frame(*self.ground(rng, generator, h, w, 0.3), self.layers(rng, h, w), front)

    def references(self, rng, generator, frame, sizes):
        """(pictures, origins of the panel's tokens, origins of all the references' tokens)."""
        h, w = frame.owner.shape
        none = [np.full((2, (rh // 8) * (rw // 8)), -FAR, np.float32) for rh, rw in sizes]
        nowhere = np.full((2, h // 8, w // 8), FAR, np.float32)
        kind = rng.random()
        if kind < 0.04:
            return [np.ones((*s, 3), np.float32) for s in sizes], nowhere, np.concatenate(none, 1)
        if kind < 0.09:
            first = palette_sheet(frame.under, rng, *sizes[0])
            return [first] + [self.stranger(rng, generator, *s) for s in sizes[1:]], nowhere, np.concatenate(none, 1)
        if kind < 0.5:
            first, key, pitch = self.itself(rng, generator, frame, *sizes[0])
            refs, keys = [first] + [self.stranger(rng, generator, *s) for s in sizes[1:]], [key] + none[1:]
            x, y = token_centres(h, w)
            origin = np.stack([x, y]).astype(np.float32) / pitch
        else:
            refs, keys, origin = self.cast(rng, generator, frame, sizes)
        order = rng.sample(range(len(sizes)), len(sizes)) if len(set(sizes)) == 1 else range(len(sizes))
        return [refs[i] for i in order], origin, np.concatenate([keys[i] for i in order], 1)

    def itself(self, rng, generator, frame, h, w):
        """The panel as its own reference, a piece of it, bent and shaded; its tokens' origins in tokens; px a token."""
        ph, pw = frame.owner.shape
        s = rng.uniform(0.6, 1.0)
        bw, bh = pw * s, ph * s
        x0, y0 = rng.uniform(0, pw - bw), rng.uniform(0, ph - bh)
        picture = Image.fromarray((frame.finished(rng) * 255).astype(np.uint8))
        r = np.asarray(picture.resize((w, h), Image.BILINEAR, box=(x0, y0, x0 + bw, y0 + bh)), np.float32) / 255
        if rng.random() < 0.35:
            r = shade(r, rng, generator)
        x, y = token_centres(h, w)
        if rng.random() < 0.8:
            r, source = warp(r, rng, generator)
            x, y = source[:, 4::8, 4::8]
        pitch = 8 * bw / w
        key = np.stack([x0 + (x + 0.5) / w * bw, y0 + (y + 0.5) / h * bh]) / pitch
        return np.clip(r, 0, 1), key.reshape(2, -1).astype(np.float32), pitch

    def stranger(self, rng, generator, h, w):
        """A reference that has nothing to do with the panel."""
        other = Frame(*self.ground(rng, generator, h, w, 0.5), self.layers(rng, h, w)[:2])
        return other.finished(rng)

    def cast(self, rng, generator, frame, sizes):
        """The panel's figures spread over the references, each by itself or in another picture of its group."""
        shown, pitches, frames = [[] for _ in sizes], {}, []
        for k, layer in enumerate(frame.layers, 1):
            if rng.random() < 0.95:
                shown[(k - 1) % len(sizes)].append((k, layer))
        for some, (h, w) in zip(shown, sizes):
            placed = []
            for n, (k, layer) in enumerate(some):
                placed.append((k, self.again(rng, layer, n, len(some), h, w)))
                if placed[-1][1].cutout is layer.cutout:
                    pitches[k] = 8 / placed[-1][1].scale
            if not placed:
                frames.append((Frame(*self.ground(rng, generator, h, w, 0.5), self.layers(rng, h, w)[:1]), []))
                continue
            behind = self.ground(rng, generator, h, w, 0.6)
            frames.append((Frame(*behind, [p for _, p in placed]), [k for k, _ in placed]))
        refs, keys = [], []
        for f, ids in frames:
            f.lit(rng, generator, 0.35)
            refs.append(f.finished(rng))
            keys.append(self.known(f, ids, pitches).reshape(2, -1))
        return refs, keys, frame.origins(pitches)

    def again(self, rng, layer, n, of, h, w):
        """The figure of a layer elsewhere in a reference; in 35 % another picture of a steady group."""
        if layer.cutout.entry["source"] in STEADY and rng.random() < 0.6 or rng.random() < 0.1:
            c = self.wardrobe.fellow(layer.cutout, rng)
            if c is not layer.cutout:
                layer = Layer(c, layer.colour)
        fw, fh = layer.cutout.size
        scale = min(h / fh, w * 1.2 / of / fw) * rng.uniform(0.7, 1.25)
        angle = 0 if rng.random() < 0.6 else rng.gauss(0, 0.2)
        return layer.moved(w * ((n + 0.5) / of + rng.uniform(-0.08, 0.08)), h * rng.uniform(0.4, 0.6), scale, angle, rng.random() < 0.4)

    def known(self, f, ids, pitches):
        """The origins of a reference's tokens: those of figures shown by themselves, under their numbers of the panel."""
        h, w = f.owner.shape
        x, y = token_centres(h, w)
        owner = f.owner[4::8, 4::8]
        out = np.full((2, h // 8, w // 8), -FAR, np.float32)
        for n, k in enumerate(ids, 1):
            if pitches.get(k) and 8 / f.layers[n - 1].scale == pitches[k]:
                u, v = f.layers[n - 1].origin(x, y)
                out = np.where(owner == n, np.stack([APART * k + u / pitches[k], v / pitches[k]]), out)
        return out.astype(np.float32)


def sheet(panels, rng, rows, out):
    """Writes rows of sketch, target, regions, references, all of one size, to a picture."""
    strips = []
    for _ in range(rows):
        h, w = 288, rng.choice([224, 288, 384])
        ink, hints, refs, target, origin, keys, region = panels.panel(rng, h, w, [(288, 288)] * rng.choice([1, 1, 2]))
        labels = region.numpy().astype(np.int64)
        tint = (np.stack([labels * 67 % 211, labels * 41 % 223, labels * 97 % 199], 2) + 30) * (labels > 0)[..., None] / 255
        cells = [np.repeat(1 - ink.numpy().transpose(1, 2, 0), 3, 2), target.numpy().transpose(1, 2, 0), tint] + [r.numpy().transpose(1, 2, 0) for r in refs]
        strip = np.concatenate(cells, 1)
        strips.append(np.pad(strip, ((2, 2), (0, 1760 - strip.shape[1]), (0, 0)), constant_values=0.5))
    Image.fromarray((np.concatenate(strips) * 255).clip(0, 255).astype(np.uint8)).save(out)


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--cache", default=os.path.join(os.path.expanduser("~"), ".cache", "keyline-train"))
    p.add_argument("--out", required=True)
    p.add_argument("--rows", type=int, default=6)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    panels, rng = Panels(Pictures(a.cache, "train"), a.seed, 1.0), random.Random(a.seed)
    panels.wardrobe = Wardrobe(panels.pictures)
    sheet(panels, rng, a.rows, a.out)
    begin, seen = time.perf_counter(), 0
    while seen < 60:
        seen += len(panels.batch(rng, None)[0])
    print(f"{a.out}; {seen / (time.perf_counter() - begin):.1f} panels/s")


if __name__ == "__main__":
    main()
