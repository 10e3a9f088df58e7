"""Strokes and dabs as simulated: they lie where they claim to, and the target lies under them."""

import random
import unittest

import numpy as np
import torch

import hand
import strokes


def halves(side=96, at=48):
    """A picture [1,3,side,side], dark left of column `at`, light right of it; and the same blurred."""
    x = torch.zeros(1, 3, side, side)
    x[..., at:] = 0.8
    return x, strokes.blur(x, 6)


class Paths(unittest.TestCase):
    def test_points_come_in_order(self):
        arc = np.array([(30 + 20 * np.sin(t), 30 + 20 * np.cos(t)) for t in np.linspace(0, 2, 40)])
        shuffled = arc[np.random.default_rng(1).permutation(40)]
        steps = np.linalg.norm(np.diff(hand.ordered(shuffled), axis=0), axis=1)
        self.assertEqual(len(steps), 39)
        self.assertLess(steps.max(), 1.5)

    def test_a_hand_stays_near_its_path(self):
        path = np.stack([np.arange(60), np.full(60, 30)], 1).astype(np.float32)
        for seed in range(30):
            off = np.abs(hand.PERSON.wobbled(path, random.Random(seed)) - path)
            self.assertLessEqual(off.max(), 5.001)

    def test_an_exact_hand_draws_the_path_itself(self):
        path = np.stack([np.arange(60), np.full(60, 30)], 1).astype(np.float32)
        for seed in range(5):
            self.assertTrue((hand.EXACT.wobbled(path, random.Random(seed)) == path).all())
            self.assertEqual(len(hand.EXACT.pieces(path, random.Random(seed))), 1)

    def test_a_long_edge_is_at_times_drawn_in_pieces_and_beyond_its_end(self):
        path = np.stack([np.arange(60), np.full(60, 30)], 1).astype(np.float32)
        drawn = [hand.PERSON.pieces(path, random.Random(s)) for s in range(60)]
        self.assertGreater(max(map(len, drawn)), 2)
        self.assertEqual(min(map(len, drawn)), 1)
        ends = [p[-1][-1, 0] for p in drawn]
        self.assertGreater(max(ends), 61)
        self.assertLess(max(ends), 71)


class Bends(unittest.TestCase):
    def setUp(self):
        self.path = np.stack([np.arange(20, 76), np.full(56, 48)], 1).astype(np.float32)
        self.moved = self.path + np.array([0, 4], np.float32)

    def edge(self, inked):
        bend = hand.Bend(96, 96)
        bend.add(self.path, self.moved, np.full(56, inked))
        return int((bend(halves()[0][0])[0] > 0.4)[48].numpy().argmax())

    def test_the_edge_comes_to_lie_under_the_stroke(self):
        self.assertAlmostEqual(self.edge(False), 52, delta=1)

    def test_where_ink_is_the_edge_stays(self):
        self.assertEqual(self.edge(True), 48)

    def test_without_strokes_nothing_is_bent(self):
        x = halves()[0][0]
        self.assertTrue(torch.equal(hand.Bend(96, 96)(x), x))


class Simulation(unittest.TestCase):
    def rounds(self, y, seed):
        target = halves()[0]
        return strokes.simulate(y, target, torch.zeros(1, 1, 96, 96), random.Random(seed))

    def test_strokes_lie_along_the_edge_that_is_missing(self):
        found = 0
        for seed in range(12):
            stroke, right, _ = self.rounds(halves()[1], seed)
            self.assertTrue(((right <= stroke)).all())
            columns = np.flatnonzero(right[0, 0].numpy().any(0))
            found += len(columns) > 0
            if len(columns):
                self.assertLess(np.abs(columns - 48).max(), 12)
        self.assertGreater(found, 9)

    def test_where_nothing_is_missing_only_wrong_strokes_are_drawn(self):
        for seed in range(12):
            _, right, target = self.rounds(halves()[0], seed)
            self.assertEqual(float(right.sum()), 0)
            self.assertTrue(torch.equal(target, halves()[0]))

    def test_strokes_of_rounds_before_stay(self):
        target, y = halves()
        none = torch.zeros(1, 1, 96, 96)
        stroke, right, bent = self.rounds(y, 1)
        again, both, _ = strokes.simulate(y, bent, none, random.Random(2), (stroke, right))
        self.assertTrue((again >= stroke).all() and (both >= right).all())


class Dabs(unittest.TestCase):
    def test_dabs_lie_where_the_colour_is_wrong_and_have_the_right_one(self):
        target = torch.full((1, 3, 64, 64), 0.5)
        y, ink = target.clone(), torch.zeros(1, 1, 64, 64)
        y[:, 0, :, 32:] = 0.9
        ink[..., 40:44] = 1
        out = hand.dabs(torch.zeros(1, 4, 64, 64), y, target, ink, random.Random(1))
        there = out[0, 3] > 0
        self.assertGreater(int(there.sum()), 4)
        self.assertLess(float((out[0, :3, there] - 0.5).abs().max()), 0.021)
        self.assertFalse(bool(there[:, :16].any()))  # a wipe is at most 10 px long

    def test_nothing_wrong_no_dabs(self):
        x = torch.rand(1, 3, 64, 64)
        self.assertEqual(float(hand.dabs(torch.zeros(1, 4, 64, 64), x, x, torch.zeros(1, 1, 64, 64), random.Random(1)).sum()), 0)


if __name__ == "__main__":
    unittest.main()
