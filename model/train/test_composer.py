"""Panels put together from pictures drawn here: what they claim to know must be so."""

import math
import random
import unittest

import numpy as np
import torch
from PIL import Image, ImageDraw

import grounds
import lines
from augment import Recolour, regions
from composer import APART, Frame, Layer, Panels, recoloured
from figures import Cutout, Wardrobe, on_paper, standing
from train_colorizer import correspondence, unevenness


def drawing(colours, side=96):
    """A picture [side,side,5] of bytes: a black-lined box of four coloured quarters with a white window, on paper."""
    im, ink = Image.new("RGB", (side, side), (255,) * 3), Image.new("L", (side, side))
    colour, line, half = ImageDraw.Draw(im), ImageDraw.Draw(ink), side // 2
    for (x, y), c in zip(((8, 8), (half, 8), (8, half), (half, half)), colours):
        colour.rectangle((x, y, x + half - 9, y + half - 9), fill=c)
    colour.rectangle((20, 20, 32, 32), fill=(255,) * 3, outline=(0,) * 3, width=2)
    line.rectangle((20, 20, 32, 32), outline=255, width=2)
    colour.rectangle((7, 7, side - 8, side - 8), outline=(0,) * 3, width=3)
    line.rectangle((7, 7, side - 8, side - 8), outline=255, width=3)
    return np.concatenate([np.asarray(im), np.asarray(ink)[..., None], np.asarray(ink)[..., None]], 2)


class Shelf:
    """Five drawn figures, two of a group that keeps its colours, and one scene without paper."""

    def __init__(self):
        sets = [[(200, 40, 40), (40, 200, 40), (40, 40, 200), (200, 200, 40)], [(90, 30, 10), (250, 180, 120), (20, 90, 90), (160, 60, 200)]]
        scene = np.zeros((96, 96, 5), np.uint8)
        scene[:48, :, :3], scene[48:, :, :3] = (90, 160, 220), (90, 140, 60)
        self.all = [drawing(sets[0]), drawing(sets[0][::-1]), drawing(sets[1]), drawing(sets[1][::-1]), drawing(sets[0][1:] + sets[1][:1]), scene]
        names = [("comicgen", "a"), ("comicgen", "a"), ("gophers", "b"), ("dicebear", "c"), ("noto", "d"), ("asp", "e")]
        self.entries = [dict(source=s, group=g, line=s == "comicgen") for s, g in names]
        self.groups = {"a": [0, 1], "b": [2], "c": [3], "d": [4], "e": [5]}

    def __len__(self):
        return len(self.all)

    def __getitem__(self, i):
        return self.all[i]


def panels():
    made = Panels(Shelf(), 1, 1.0)
    made.wardrobe = Wardrobe(made.pictures)
    return made


def figure(shelf, i=0):
    return Cutout(shelf[i], standing(shelf[i]), shelf.entries[i], i, random.Random(1))


class Figures(unittest.TestCase):
    def test_paper_is_what_the_border_reaches(self):
        there = standing(Shelf()[0])
        self.assertFalse(there[2, 2])
        self.assertTrue(there[26, 26], "a white window inside the figure is not paper")

    def test_scenes_are_not_cut_out(self):
        self.assertTrue(on_paper(Shelf()[0]))
        self.assertFalse(on_paper(Shelf()[5]))

    def test_lines_are_filled_with_colours_of_the_figure(self):
        under = np.asarray(figure(Shelf()).under)
        self.assertGreater(int(under[1, 10, 0]), 150)  # in the outline: the quarter's red, neither black nor paper
        self.assertLess(int(under[1, 10, 1]), 90)

    def test_a_wide_black_area_stays(self):
        p = Shelf()[0].copy()
        p[50:80, 50:80, :3], p[50:80, 50:80, 3:] = 0, 255
        c = Cutout(p, standing(p), dict(source="comicgen", group="a", line=True), 0, random.Random(1))
        self.assertEqual(np.asarray(c.under)[56, 56, :3].max(), 0)


class Places(unittest.TestCase):
    def test_origin_undoes_every_placement(self):
        shelf, rng = Shelf(), random.Random(2)
        c = figure(shelf)
        w, h = c.size
        for _ in range(20):
            x, y = rng.randrange(12, w - 12), rng.randrange(12, h - 12)
            dot = Image.new("RGBA", c.size)
            dot.paste((255,) * 4, (x - 3, y - 3, x + 4, y + 4))
            layer = Layer(c, None, rng.uniform(60, 100), rng.uniform(60, 100), rng.uniform(0.6, 1.6), rng.choice([0, rng.uniform(-1, 1)]), rng.random() < 0.5)
            image, (left, top) = layer.placed(dot)
            yy, xx = np.nonzero(np.asarray(image.getchannel("A")) > 200)
            ox, oy = layer.origin(xx.mean() + left, yy.mean() + top)
            self.assertLess(math.hypot(ox - x - 0.5, oy - y - 0.5), 2)

    def test_layers_before_hide_those_behind(self):
        c = figure(Shelf())
        white, none = np.full((96, 96, 3), 255, np.uint8), np.zeros((96, 96), np.uint8)
        f = Frame(white, none, [Layer(c, None, x, 48, 0.8, 0, False) for x in (40, 60)])
        self.assertEqual(f.owner[48, 58], 2)
        self.assertEqual(f.owner[48, 15], 1)
        self.assertEqual(f.owner[2, 2], 0)
        self.assertTrue((f.under[f.owner == 0] == 1).all())

    def test_known_matches_have_the_same_colour(self):
        made, rng, seen, same = panels(), random.Random(5), 0, 0
        for n in range(24):
            generator = torch.Generator().manual_seed(n)
            f = made.composed(rng, generator, 128, 128)
            find = made.cast if n % 2 else lambda r, g, f, s: self.whole(made, r, g, f, s)
            f.lit = lambda *_: None
            refs, keys, origin = find(rng, generator, f, [(128, 128)])
            query, key = origin.reshape(2, -1), np.concatenate(keys, 1)
            away = np.hypot(*(query[:, :, None] - key[:, None, :]))
            near = away.min(1) < 0.25
            a, b = (p[4::8, 4::8].reshape(-1, 3) for p in (f.under, refs[0]))
            flat = a[near], b[away.argmin(1)[near]]
            seen, same = seen + near.sum(), same + (np.abs(flat[0] - flat[1]).max(1) < 0.25).sum()
        self.assertGreater(seen, 200)
        self.assertGreater(same / seen, 0.6)  # lines, shading and borders of regions differ; by chance it is 0.2

    def whole(self, made, rng, generator, f, sizes):
        first, key, pitch = made.itself(rng, generator, f, *sizes[0])
        x, y = np.meshgrid(np.arange(16) * 8 + 3.5, np.arange(16) * 8 + 3.5)
        return [first], [key], np.stack([x, y]) / pitch

    def test_figures_never_share_coordinates(self):
        c = figure(Shelf())
        f = Frame(np.full((96, 96, 3), 255, np.uint8), np.zeros((96, 96), np.uint8), [Layer(c, None, x, 48, 0.5, 0, False) for x in (24, 72)])
        o = f.origins({1: 2.0, 2: 2.0})[0]
        self.assertEqual(sorted({round(float(v) / APART) for v in o[o < 1e4].ravel()}), [1, 2])


class Batch(unittest.TestCase):
    def test_a_batch_has_the_shapes_that_training_reads(self):
        made, rng = panels(), random.Random(3)
        for _ in range(4):
            ink, hints, refs, target, (query, key, pitch, region) = made.batch(rng, None)
            n, _, h, w = ink.shape
            self.assertEqual(target.shape, (n, 3, h, w))
            self.assertEqual(hints.shape, (n, 4, h, w))
            self.assertEqual(query.shape, (n, 2, h // 8, w // 8))
            self.assertEqual(key.shape, (n, 2, sum(r.shape[2] * r.shape[3] // 64 for r in refs)))
            self.assertEqual(region.shape, (n, h, w))
            for x in (ink, target, *refs):
                self.assertGreaterEqual(float(x.min()), 0)
                self.assertLessEqual(float(x.max()), 1)
            self.assertEqual(pitch.tolist(), [1] * n)

    def test_the_same_seed_gives_the_same_panel(self):
        a, b = (panels().panel(random.Random(9), 96, 128, [(96, 96), (64, 64)]) for _ in range(2))
        for x, y in zip((a[0], a[3], *a[2]), (b[0], b[3], *b[2])):
            self.assertTrue(torch.equal(x, y))

    def test_every_ground_fills_its_size(self):
        for draw, _ in grounds.GROUNDS:
            colour, ink = draw(random.Random(4), 60, 90, torch.Generator().manual_seed(4))[:2]
            self.assertEqual((colour.shape, ink.shape), ((60, 90, 3), (60, 90)), draw.__name__)


class Lines(unittest.TestCase):
    def setUp(self):
        self.ink = np.zeros((80, 80), np.float32)
        self.ink[20:24, 5:75] = self.ink[5:75, 50:53] = 1

    def test_at_most_a_quarter_is_broken_away(self):
        for seed in range(10):
            left = lines.broken(self.ink, random.Random(seed), torch.Generator().manual_seed(seed)).sum() / self.ink.sum()
            self.assertGreater(left, 0.72)
            self.assertLess(left, 1)

    def test_inked_anew_lines_stay_where_they_were(self):
        again = lines.reinked(self.ink, random.Random(1), torch.Generator().manual_seed(1))
        self.assertGreater(again[22, 10:45].max(), 0.5)
        self.assertEqual(again[40:70, 5:40].max(), 0)

    def test_every_hand_stays_in_range(self):
        for seed in range(30):
            out = lines.drawn(self.ink, random.Random(seed), torch.Generator().manual_seed(seed))
            self.assertTrue(out.min() >= 0 and out.max() <= 1 and out.dtype == np.float32)


class Losses(unittest.TestCase):
    def test_regions_are_the_flat_areas(self):
        p = np.zeros((20, 30, 3), np.float32)
        p[:, 15:] = 0.5
        labels = regions(p)
        self.assertEqual(set(labels.ravel()), {0, 1, 2})
        self.assertNotEqual(labels[5, 5], labels[5, 25])

    def test_unevenness_of_a_known_case(self):
        target, y = torch.zeros(1, 3, 2, 4), torch.zeros(1, 3, 2, 4)
        region = torch.tensor([[[1, 1, 2, 2], [1, 1, 2, 0]]])
        y[..., :2] += 0.4  # a wrong colour all over region 1: even
        self.assertAlmostEqual(float(unevenness(y, target, region)), 0, places=6)
        y[..., 0, 2] += 0.3  # one of three pixels of region 2: deviations 0.2, 0.1, 0.1 in each channel
        self.assertAlmostEqual(float(unevenness(y, target, region)), 3 * 0.4 / (3 * 7 + 1), places=5)

    def test_attention_on_the_known_match_costs_less(self):
        query = torch.tensor([[[0.0, 1000.0], [0.0, 0.0]]])[..., None]
        key = torch.tensor([[[0.0, 1000.0, -1e5], [0.0, 0.0, 0.0]]])
        target = torch.full((1, 3, 16, 8), 0.5)
        entropy, _ = correspondence((query, key, torch.ones(1)), target)
        good, bad = torch.tensor([[[0.9, 0.05, 0.05], [0.05, 0.9, 0.05]]]), torch.tensor([[[0.05, 0.9, 0.05], [0.9, 0.05, 0.05]]])
        self.assertLess(float(entropy(good)), float(entropy(bad)))

    def test_recolouring_is_the_same_in_both_forms(self):
        colour = next(c for c in (Recolour(random.Random(s)) for s in range(99)) if not c.identity)
        image = figure(Shelf()).under
        want = colour(np.asarray(image)[..., :3].astype(np.float32) / 255) * 255
        self.assertLess(np.abs(np.asarray(recoloured(image, colour))[..., :3] - want).max(), 1.5)


if __name__ == "__main__":
    unittest.main()
