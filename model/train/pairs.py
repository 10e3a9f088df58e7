"""Pairs for `keyline-cli eval` from the validation pictures: DIR/<name>/{sketch,reference,truth}.png.

    python3 pairs.py --data DIR --out DIR [--count 12] [--each 0] [--seed 5]

`count` pairs each of two kinds: another picture of the same character (comicgen, gophers, duelyst,
whose colours stay), named pair_*, and self-references of every source in turn, named self_*: the
picture itself, warped and shaded. With --each N these are left out, and N pictures of every source
are written with the reference that training would make of them (augment.Batches.reference), named
after what was done to it: self_SOURCE_K_{same,bent}[_mirrored][_shaded][_blurred]. No picture of a
pair is in the training split.
"""

import argparse
import csv
import os
import random
import zlib

import numpy as np
import torch
from PIL import Image

from scipy import ndimage

from augment import Placement, shade, warp
from pictures import extract_ink

STEADY = ("comicgen", "gophers", "duelyst")  # sources whose groups keep their colours


def rows(data):
    with open(os.path.join(data, "index.tsv"), newline="") as f:
        return [r for r in csv.DictReader(f, delimiter="\t") if r["file"].startswith("val/")]


def colours(data, row):
    return Image.open(os.path.join(data, row["file"])).convert("RGB")


def sketch(data, row, picture):
    """The true line art, or lines extracted from the picture, as a grey image."""
    if row["line"] == "1":
        line = Image.open(os.path.join(data, row["file"][: -len(".webp")] + ".line.webp"))
        return line.convert("L").resize(picture.size)
    rng = np.random.default_rng(zlib.crc32(row["file"].encode()))
    ink = extract_ink(np.asarray(picture, np.float32) / 255, rng)
    return Image.fromarray(((1 - np.clip(ink, 0, 1)) * 255).astype(np.uint8))


def itself(picture, seed):
    """The picture as its own reference: bent, turned, shaded."""
    rng, generator = random.Random(seed), torch.Generator().manual_seed(seed)
    rgb, _ = warp(np.asarray(picture, np.float32) / 255, rng, generator)
    return Image.fromarray((np.clip(shade(rgb, rng, generator), 0, 1) * 255).astype(np.uint8))


def augmented(picture, seed):
    """The picture as training shows it as its own reference, whole, and what was done to it."""
    rng, generator = random.Random(seed), torch.Generator().manual_seed(seed)
    place = Placement(rng)
    place.whole, place.zoom, place.mirror = True, 1, False
    aligned = rng.random() < 0.2 / 0.7  # of the references whose frame is the sketch's or near it
    p = place if aligned else place.near(rng)
    rgb, done = np.asarray(picture, np.float32), "same" if aligned else "bent"
    planes = np.dstack([rgb, np.zeros((*rgb.shape[:2], 2), np.float32)]).astype(np.uint8)
    rgb = p(planes, *rgb.shape[:2])[..., :3].astype(np.float32) / 255
    done += "_mirrored" * p.mirror
    if rng.random() < 0.35:
        rgb, done = shade(rgb, rng, generator), done + "_shaded"
    if not aligned:
        rgb, _ = warp(rgb, rng, generator)
    if rng.random() < 0.08:
        s = rng.uniform(0.5, 2.5)
        rgb, done = ndimage.gaussian_filter(rgb, (s, s, 0)), done + "_blurred"
    return Image.fromarray((np.clip(rgb, 0, 1) * 255).astype(np.uint8)), done


def selves(data, out, sources, each, rng):
    """Writes `each` self-references of every source, or as many as it has."""
    for source in sorted(sources):
        for k, one in enumerate(rng.sample(sources[source], min(each, len(sources[source])))):
            truth = colours(data, one)
            reference, done = augmented(truth, zlib.crc32(one["file"].encode()))
            write(out, f"self_{source}_{k}_{done}", sketch(data, one, truth), reference, truth)


def write(out, name, line, reference, truth):
    folder = os.path.join(out, name)
    os.makedirs(folder, exist_ok=True)
    for what, image in (("sketch", line), ("reference", reference), ("truth", truth)):
        image.save(os.path.join(folder, what + ".png"))


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--data", required=True, help="folder with index.tsv and val/")
    p.add_argument("--out", required=True, help="folder to write pairs into")
    p.add_argument("--count", type=int, default=12, help="pairs of each kind")
    p.add_argument("--each", type=int, default=0, help="only self-references, this many of every source")
    p.add_argument("--seed", type=int, default=5)
    a = p.parse_args()
    rng, groups, sources = random.Random(a.seed), {}, {}
    for r in rows(a.data):
        groups.setdefault(r["group"], []).append(r)
        sources.setdefault(r["source"], []).append(r)
    if a.each:
        return selves(a.data, a.out, sources, a.each, rng)
    steady = [g for g in groups.values() if g[0]["source"] in STEADY and len(g) > 1]
    for i in range(a.count):
        one, other = rng.sample(steady[i % len(steady)], 2)
        truth = colours(a.data, one)
        write(a.out, f"pair_{i:02d}_{one['source']}", sketch(a.data, one, truth), colours(a.data, other), truth)
    names = sorted(sources)
    for i in range(a.count):
        one = rng.choice(sources[names[i % len(names)]])
        truth = colours(a.data, one)
        write(a.out, f"self_{i:02d}_{one['source']}", sketch(a.data, one, truth), itself(truth, a.seed + i), truth)
    print(f"{a.out}: {2 * a.count} pairs")


if __name__ == "__main__":
    main()
