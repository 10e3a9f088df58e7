"""Both trainers run, stop and go on, and what they write can be exported; on a few drawn pictures, in steps."""

import contextlib
import io
import os
import sys
import tempfile
import unittest
from unittest import mock

import torch
from PIL import Image

import augment
import composer
import export
import train_colorizer
import train_enhancer
import train_prior
from net import Colorizer, Enhancer, Published
from test_composer import Shelf

SMALL = [(64, 64, 2)]


def data(folder):
    """A data folder as DATA/README.md describes it, of the pictures of a Shelf."""
    shelf, rows = Shelf(), ["file\tsource\tgroup\tline\torigin\tsize"]
    for i, (picture, e) in enumerate(zip(shelf.all, shelf.entries)):
        name = f"train/{e['source']}/{i:05d}"
        os.makedirs(os.path.join(folder, os.path.dirname(name)), exist_ok=True)
        Image.fromarray(picture[..., :3].copy()).save(os.path.join(folder, name + ".webp"), lossless=True)
        if e["line"]:
            Image.fromarray(255 - picture[..., 3]).save(os.path.join(folder, name + ".line.webp"), lossless=True)
        rows.append(f"{name}.webp\t{e['source']}\t{e['group']}\t{int(e['line'])}\tdrawn\t96x96")
    with open(os.path.join(folder, "index.tsv"), "w") as f:
        f.write("\n".join(rows) + "\n")


class Trainers(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = temporary.name
        data(self.folder)
        for module, name, value in (
            (augment, "SMALL", SMALL),
            (augment, "REFERENCE", [(64, 64)] * 4),
            (composer, "SHAPES", SMALL),
            (composer, "REFERENCES", {n: [(64, 64)] for n in (1, 2, 3, 4)}),
            (train_enhancer, "SHAPES", SMALL),
        ):
            patch = mock.patch.object(module, name, value)
            patch.start()
            self.addCleanup(patch.stop)

    def run_trainer(self, module, out, steps, *more):
        line = ["train", "--data", self.folder, "--cache", self.folder + "/cache", "--out", self.folder + "/" + out, "--steps", str(steps), "--threads", "1", *more]
        with mock.patch.object(sys, "argv", line), contextlib.redirect_stdout(io.StringIO()):
            module.main()
        return torch.load(self.folder + "/" + out)

    def finite(self, state):
        for name, weight in state["average"].items():
            self.assertTrue(torch.isfinite(weight).all(), name)

    def test_runs_go_on_where_they_stopped_and_are_exported(self):
        first = self.run_trainer(train_colorizer, "g.pt", 2)
        self.assertEqual(first["step"], 2)
        again = self.run_trainer(train_colorizer, "g.pt", 4)
        self.assertEqual(again["step"], 4)
        self.finite(again)
        self.assertTrue(any((first["weights"][k] != v).any() for k, v in again["weights"].items()))
        mended = self.run_trainer(train_enhancer, "e.pt", 2, "--colorizer", self.folder + "/g.pt")
        self.assertGreaterEqual(mended["step"], 2)
        self.finite(mended)
        rival = self.run_trainer(train_enhancer, "p.pt", 2, "--colorizer", self.folder + "/g.pt", "--form", "published")
        self.finite(rival)
        out = self.folder + "/e.safetensors"
        with mock.patch.object(sys, "argv", ["export", "--checkpoint", self.folder + "/e.pt", "--out", out]), contextlib.redirect_stdout(io.StringIO()):
            export.main()
        self.assertEqual({k: v.shape for k, v in export.read(out).items()}, {k: v.shape for k, v in mended["average"].items()})


    def test_a_prior_is_trained_on_colours_as_they_are(self):
        self.run_trainer(train_colorizer, "g.pt", 2)
        guess = self.run_trainer(train_prior, "prior.pt", 3, "--colorizer", self.folder + "/g.pt")
        self.finite(guess)
        self.assertAlmostEqual(float(guess["often"].sum()), 1, places=3)
        swatches = guess["average"]["swatches"]
        self.assertTrue(torch.equal(swatches, guess["weights"]["swatches"]), "the swatches were trained")
        at = torch.tensor([0, 3, 5])
        picture = swatches[at].t()[None, :, :, None].repeat(1, 1, 1, 8).repeat_interleave(8, 2)
        self.assertTrue(torch.equal(train_prior.shares(picture, swatches).argmax(1)[0, :, 0], at))


class Forms(unittest.TestCase):
    def test_both_forms_change_nothing_without_strokes(self):
        torch.manual_seed(1)
        g, ink, none = Colorizer().eval(), torch.rand(1, 1, 64, 64), torch.zeros(1, 1, 64, 64)
        y, features, tail = train_enhancer.bases(g, ink, torch.zeros(1, 4, 64, 64), [torch.rand(1, 3, 64, 64)], None, True)
        for e in (Enhancer(), Published()):
            torch.nn.init.normal_(e.out.weight, std=0.1)
            with torch.no_grad():
                self.assertTrue(torch.equal(train_enhancer.mend(e, y, ink, none, features, tail), y), type(e).__name__)
                stroke = none.clone()
                stroke[..., 20:40, 30:32] = 1
                self.assertGreater(float((train_enhancer.mend(e, y, ink, stroke, features, tail) - y).abs().max()), 1e-4, type(e).__name__)


if __name__ == "__main__":
    unittest.main()
