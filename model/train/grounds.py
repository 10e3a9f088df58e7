"""Backgrounds, balloons and borders drawn by code, with their lines: what lies behind and before figures.

Everything is drawn twice as large and reduced, so that edges are smooth. A Sheet holds colour,
ink and, for what lies before the figures, where it covers.
"""

import math

import numpy as np
from PIL import Image, ImageDraw

from augment import smooth_field

FINE = 2  # drawn so many times larger


def mixed(rng, light=(0.25, 1.0)):
    """A random colour, bytes: any hue, mostly not glaring."""
    h, s, v = rng.random(), rng.random() ** 0.8 * 0.9, rng.uniform(*light)
    k = [(n + h * 6) % 6 for n in (5, 3, 1)]
    return tuple(int(255 * (v - v * s * max(0, min(t, 4 - t, 1)))) for t in k)


def toned(colour, factor):
    return tuple(max(0, min(255, int(c * factor))) for c in colour)


class Sheet:
    """Colour, ink and cover of a panel while it is drawn; coordinates are panel pixels."""

    def __init__(self, height, width, colour, covers=0, pen=1.5):
        self.size, self.pen = (width, height), pen
        large = width * FINE, height * FINE
        self.colour, self.ink, self.cover = Image.new("RGB", large, colour), Image.new("L", large), Image.new("L", large, covers)
        self.draws = [ImageDraw.Draw(i) for i in (self.colour, self.ink, self.cover)]

    def _put(self, shape, points, fill, edge, pen):
        points = [(x * FINE, y * FINE) for x, y in points]
        flat = [p for xy in points for p in xy] if shape == "ellipse" else points
        width = max(1, round((self.pen if pen is None else pen) * FINE))
        colour, ink, cover = self.draws
        if fill is not None:
            getattr(colour, shape)(flat, fill=fill)
            getattr(ink, shape)(flat, fill=0)
            getattr(cover, shape)(flat, fill=255)
        if edge and shape == "polygon":
            ink.line(points + points[:2], fill=edge, width=width, joint="curve")
            cover.line(points + points[:2], fill=255, width=width, joint="curve")
        elif edge:
            ink.ellipse(flat, outline=edge, width=width)
            cover.ellipse(flat, outline=255, width=width)

    def polygon(self, points, fill, edge=255, pen=None):
        """A filled polygon with an inked edge (0: none)."""
        self._put("polygon", points, fill, edge, pen)

    def box(self, x0, y0, x1, y1, fill, edge=255, pen=None):
        self.polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], fill, edge, pen)

    def ellipse(self, x, y, rx, ry, fill, edge=255, pen=None):
        self._put("ellipse", [(x - rx, y - ry), (x + rx, y + ry)], fill, edge, pen)

    def line(self, points, edge=255, pen=None):
        """An inked line that covers what it crosses."""
        width = max(1, round((self.pen if pen is None else pen) * FINE))
        points = [(x * FINE, y * FINE) for x, y in points]
        for draw in self.draws[1:]:
            draw.line(points, fill=edge if draw is self.draws[1] else 255, width=width, joint="curve")

    def planes(self):
        """(colour [H,W,3], ink [H,W], cover [H,W]) as bytes at panel size."""
        return tuple(np.asarray(i.reduce(FINE)) for i in (self.colour, self.ink, self.cover))


def plain(rng, h, w, generator):
    return Sheet(h, w, mixed(rng, (0.55, 1))).planes()


def gradient(rng, h, w, generator):
    """Two colours that pass into each other, straight or round; no lines."""
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    if rng.random() < 0.6:
        a = rng.uniform(0, 2 * math.pi)
        t = x / w * math.cos(a) + y / h * math.sin(a)
    else:
        t = np.hypot(x / w - rng.random(), y / h - rng.random())
    t = ((t - t.min()) / (np.ptp(t) + 1e-6))[..., None]
    a, b = (np.array(mixed(rng, (0.4, 1)), np.float32) for _ in range(2))
    none = np.zeros((h, w), np.uint8)
    return (a + (b - a) * t).astype(np.uint8), none, none


def room(rng, h, w, generator):
    """A wall and a floor, with a window, pictures, a door, shelves or a table."""
    wall, floor = mixed(rng, (0.5, 1)), mixed(rng, (0.3, 0.9))
    s, line = Sheet(h, w, wall, pen=rng.uniform(0.8, 2)), h * rng.uniform(0.55, 0.85)
    lean = rng.uniform(-0.1, 0.1) * h
    s.polygon([(-5, line - lean), (w + 5, line + lean), (w + 5, h + 5), (-5, h + 5)], floor)
    for _ in range(rng.randint(0, 6)):  # boards of the floor
        x = rng.uniform(0, w)
        s.line([(x, line), (x + (x - w / 2) * rng.uniform(0.5, 1.5), h)], rng.choice([120, 255]), 0.7)
    for _ in range(rng.randint(1, 4)):
        bw, bh = w * rng.uniform(0.12, 0.35), h * rng.uniform(0.12, 0.4)
        x, y = rng.uniform(-0.1, 0.9) * w, rng.uniform(0.02, 0.5) * h
        s.box(x, y, x + bw, y + bh, mixed(rng, (0.3, 0.9)))
        inner = mixed(rng, (0.5, 1))
        s.box(x + bw * 0.1, y + bh * 0.1, x + bw * 0.9, y + bh * 0.9, inner)
        if rng.random() < 0.5:
            s.line([(x + bw / 2, y + bh * 0.1), (x + bw / 2, y + bh * 0.9)])
            s.line([(x + bw * 0.1, y + bh / 2), (x + bw * 0.9, y + bh / 2)])
    if rng.random() < 0.5:
        x, bw = rng.uniform(-0.1, 0.7) * w, rng.uniform(0.25, 0.6) * w
        s.box(x, line - h * rng.uniform(0.02, 0.2), x + bw, line + h * rng.uniform(0.05, 0.3), mixed(rng, (0.3, 0.9)))
    return s.planes()


def cloud(s, rng, x, y, r, fill, edge):
    """A row of puffs with one outline: first all edges, then all fills."""
    puffs = [(x + r * rng.uniform(-1.4, 1.4), y + r * rng.uniform(-0.35, 0.35), r * rng.uniform(0.4, 0.8)) for _ in range(rng.randint(3, 6))]
    for px, py, pr in puffs if edge else []:
        s.ellipse(px, py, pr + s.pen, pr * 0.8 + s.pen, fill, edge)
    for px, py, pr in puffs:
        s.ellipse(px, py, pr, pr * 0.8, fill, 0)


def sky(rng, h, w, generator):
    """A sky with clouds, a sun, hills and a sea or meadow before it."""
    base = mixed(rng, (0.5, 1)) if rng.random() < 0.4 else (rng.randint(90, 190), rng.randint(160, 220), rng.randint(215, 255))
    s, edge = Sheet(h, w, base, pen=rng.uniform(0.8, 1.8)), rng.choice([0, 150, 255, 255])
    if rng.random() < 0.4:
        r = min(h, w) * rng.uniform(0.05, 0.14)
        s.ellipse(rng.uniform(0, w), rng.uniform(0, 0.4 * h), r, r, (255, rng.randint(190, 250), rng.randint(60, 200)), edge)
    for _ in range(rng.randint(1, 5)):
        fill = (255,) * 3 if rng.random() < 0.6 else toned(base, rng.uniform(1.05, 1.3))
        cloud(s, rng, rng.uniform(0, w), rng.uniform(0, 0.6 * h), min(h, w) * rng.uniform(0.08, 0.2), fill, edge)
    for n in range(rng.randint(0, 3)):
        level, waves = h * (0.6 + 0.12 * n), [(rng.uniform(0.5, 3), rng.uniform(0, 6)) for _ in range(2)]
        top = [(x, level + h * 0.05 * sum(math.sin(f * 2 * math.pi * x / w + p) for f, p in waves)) for x in range(0, w + 8, 8)]
        s.polygon(top + [(w + 9, h + 9), (-9, h + 9)], mixed(rng, (0.35, 0.85)), edge)
    return s.planes()


def foliage(rng, h, w, generator):
    """Leaves, blades and trunks, many and small."""
    green = (rng.randint(40, 150), rng.randint(110, 210), rng.randint(40, 140))
    if rng.random() < 0.3:
        green = mixed(rng, (0.4, 0.9))
    s, edge = Sheet(h, w, toned(green, rng.uniform(0.6, 1.3)), pen=rng.uniform(0.6, 1.5)), rng.choice([130, 255, 255])
    for _ in range(rng.randint(0, 3)):
        x, b = rng.uniform(0, w), w * rng.uniform(0.02, 0.06)
        s.box(x - b, -5, x + b, h + 5, (rng.randint(70, 130), rng.randint(45, 90), rng.randint(25, 70)), edge)
    size = min(h, w) * rng.uniform(0.03, 0.09)
    for _ in range(rng.randint(25, 90)):
        x, y, a, r = rng.uniform(0, w), rng.uniform(0, h), rng.uniform(0, 2 * math.pi), size * rng.uniform(0.6, 1.7)
        dx, dy, fill = r * math.cos(a), r * math.sin(a), toned(green, rng.uniform(0.6, 1.35))
        s.polygon([(x - dx, y - dy), (x - dy * 0.5, y + dx * 0.5), (x + dx, y + dy), (x + dy * 0.5, y - dx * 0.5)], fill, edge)
    return s.planes()


def pattern(rng, h, w, generator):
    """Stripes, checks, dots or rays in two or three colours, with or without lines."""
    colours = [mixed(rng, (0.45, 1)) for _ in range(3)]
    s, edge, step = Sheet(h, w, colours[0], pen=rng.uniform(0.6, 1.4)), rng.choice([0, 140, 255, 255]), rng.uniform(10, 40)
    kind = rng.choice(["stripes", "checks", "dots", "rays"])
    if kind == "rays":
        cx, cy, n, far = rng.uniform(0, w), rng.uniform(0, h), rng.randint(8, 24), 2 * (h + w)
        for k in range(n):
            a, b = 2 * math.pi * k / n, 2 * math.pi * (k + 0.5) / n
            s.polygon([(cx, cy), (cx + far * math.cos(a), cy + far * math.sin(a)), (cx + far * math.cos(b), cy + far * math.sin(b))], colours[1], edge)
        return s.planes()
    lean = rng.uniform(-1, 1) * h if kind == "stripes" else 0
    for i in range(int(-abs(lean) / step) - 1, int((w + abs(lean)) / step) + 2):
        if kind == "stripes":
            s.polygon([(i * step, -2), (i * step + step / 2, -2), (i * step + step / 2 + lean, h + 2), (i * step + lean, h + 2)], colours[1 + i % 2], edge)
            continue
        for j in range(-1, int(h / step) + 2):
            x, y = (i + (0.5 * (j % 2) if kind == "dots" else 0)) * step, j * step
            if kind == "dots":
                s.ellipse(x, y, step * 0.25, step * 0.25, colours[1], edge)
            elif (i + j) % 2:
                s.box(x, y, x + step, y + step, colours[1], edge)
    return s.planes()


def screentone(rng, h, w, generator):
    """Printed dots over paper, part of the drawing: the tone is ink, the colour under it one or two flat ones."""
    field = smooth_field((h, w), generator, rng.randint(2, 4))
    pitch, a = rng.uniform(3.5, 7), math.radians(rng.choice([0, 30, 45, 60]))
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    u, v = (x * math.cos(a) + y * math.sin(a)) / pitch, (y * math.cos(a) - x * math.sin(a)) / pitch
    dots = np.hypot(u - np.round(u), v - np.round(v)) * pitch
    tone = np.clip(pitch * (0.24 + 0.08 * field) - dots + 0.5, 0, 1) * (field > rng.uniform(-1, 0.5))
    colour, other = (np.array(mixed(rng, (0.6, 1)), np.uint8) for _ in range(2))
    colour = np.where((field > 0.3)[..., None], colour, other if rng.random() < 0.5 else colour)
    return colour, (tone * rng.uniform(120, 255)).astype(np.uint8), np.zeros((h, w), np.uint8)


GROUNDS = [(plain, 2), (gradient, 2), (room, 3), (sky, 3), (foliage, 1.5), (pattern, 1.2), (screentone, 0.8)]


def ground(rng, h, w, generator):
    """(colour [h,w,3], ink [h,w]) bytes of a random background drawn by code."""
    draw = rng.choices([g for g, _ in GROUNDS], [n for _, n in GROUNDS])[0]
    return draw(rng, h, w, generator)[:2]


def lettering(s, rng, x, y, wide, high):
    """Marks like words in a box: short strokes in lines, no real letters."""
    size = max(4, min(high / 2.2, rng.uniform(5, 12)))
    row = y + size * 0.6
    while row + size * 0.5 < y + high:
        col = x + rng.uniform(0, wide * 0.2)
        while col < x + wide * rng.uniform(0.75, 1):
            for _ in range(rng.randint(1, 3)):
                s.line([(col + rng.uniform(0, size * 0.5), row + rng.uniform(-0.5, 0.5) * size) for _ in range(rng.randint(2, 3))], 255, size * 0.13)
            col += size * rng.uniform(0.6, 1) if rng.random() < 0.8 else size * 1.6
        row += size * 1.6


def balloon(s, rng):
    """A speech balloon, round or a box, with its tail and its words; white, seldom tinted."""
    w, h = s.size
    rx, ry = w * rng.uniform(0.1, 0.26), h * rng.uniform(0.06, 0.15)
    x, y = rng.uniform(0.05, 0.95) * w, rng.choice([rng.uniform(0.05, 0.35), rng.uniform(0.05, 0.95)]) * h
    fill = (255,) * 3 if rng.random() < 0.88 else tuple(round(220 + c / 7.3) for c in mixed(rng))
    round_, tail = rng.random() < 0.75, rng.random() < 0.7
    a, n = rng.uniform(0.2, 0.8) * math.pi, rx * rng.uniform(0.1, 0.25)
    foot = [(x - n, y), (x + n, y), (x + rx * 1.3 * math.cos(a), y + ry * rng.uniform(1.4, 2.4))]
    if tail:
        s.polygon(foot, fill)
    if round_:
        s.ellipse(x, y, rx, ry, fill)
    else:
        s.box(x - rx, y - ry, x + rx, y + ry, fill)
    if tail:  # opens the balloon to its tail
        s.polygon([(p * 0.9 + q * 0.1, r * 0.9 + t * 0.1) for (p, r), (q, t) in zip(foot, [(x, y)] * 2 + [(x, y + ry * 0.5)])], fill, 0)
    if rng.random() < 0.85:
        lettering(s, rng, x - rx * 0.65, y - ry * 0.6, rx * 1.3, ry * 1.2)


def before(rng, h, w):
    """(colour, ink, cover) bytes of what lies before the figures: balloons, lettering, a panel's border."""
    s = Sheet(h, w, (255,) * 3, pen=rng.uniform(0.8, 2.2))
    for _ in range(rng.choice([0, 1, 1, 2, 3])):
        balloon(s, rng)
    if rng.random() < 0.1:
        lettering(s, rng, rng.uniform(0, 0.6) * w, rng.uniform(0, 0.8) * h, w * 0.4, h * 0.12)
    if rng.random() < 0.35:
        m, pen = rng.uniform(2, 14), rng.uniform(1, 3)
        for box in ((-9, -9, w + 9, m), (-9, h - m, w + 9, h + 9), (-9, -9, m, h + 9), (w - m, -9, w + 9, h + 9)):
            s.box(*box, (255,) * 3, 0)
        s.polygon([(m, m), (w - m, m), (w - m, h - m), (m, h - m)], None, 255, pen)
    return s.planes()
