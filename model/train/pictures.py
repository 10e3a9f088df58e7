"""The shared pictures, decoded once into a memory-mapped cache with extracted lines.

The data folder holds index.tsv (file, source, group, line, origin, size) and the files it
names; NNNNN.line.webp beside NNNNN.webp is true line art (grey, dark on white).
"""

import csv
import json
import multiprocessing
import os
import zlib

import numpy as np
from PIL import Image
from scipy import ndimage

LONG_SIDE = 448  # px, of a cached picture
CHANNELS = 5  # RGB, true or extracted ink, extracted ink


def dark_strokes(grey, size):
    """Thin dark marks: the closing of grey [H,W] 0-1 minus itself."""
    return ndimage.grey_closing(grey, (size, size)) - grey


def xdog(grey, rng):
    """Extended difference of Gaussians (Winnemoeller et al. 2012, eq. 7), as ink 0-1."""
    s, p = rng.uniform(0.6, 1.2), rng.uniform(10, 30)
    u = (1 + p) * ndimage.gaussian_filter(grey, s) - p * ndimage.gaussian_filter(grey, 1.6 * s)
    level, slope = rng.uniform(0.5, 0.75), rng.uniform(8, 40)
    ink = -np.tanh(slope * np.minimum(u - level, 0))
    return ink * (dark_strokes(grey, 7) > 0.05)  # lines, not dark areas


def colour_edges(rgb, rng):
    """Gradient magnitude of the strongest channel, as ink 0-1."""
    sigma = rng.uniform(0.7, 1.1)
    m = 0
    for c in range(3):
        b = ndimage.gaussian_filter(rgb[..., c], sigma)
        m = np.maximum(m, np.hypot(ndimage.sobel(b, 0), ndimage.sobel(b, 1)) / 8)
    return np.clip((m - rng.uniform(0.03, 0.06)) * rng.uniform(8, 14), 0, 1)


def extract_ink(rgb, rng):
    """Lines of a finished picture [H,W,3] 0-1 by one of three methods, as ink [H,W] 0-1."""
    grey, kind = rgb.mean(2), rng.random()
    dark = np.clip(dark_strokes(grey, 7) * rng.uniform(2, 5), 0, 1)
    if kind < 0.35:
        return np.maximum(xdog(grey, rng), dark)
    if kind < 0.7:
        return np.maximum(colour_edges(rgb, rng), dark)
    return np.clip((dark - 0.1) * rng.uniform(1.5, 4), 0, 1)


def _decode(job):
    """One picture of the cache as [H,W,CHANNELS] bytes."""
    root, name, has_line = job
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    im = Image.open(os.path.join(root, name)).convert("RGB")
    native = np.asarray(im, np.float32) / 255
    inks = [Image.fromarray((extract_ink(native, rng) * 255).astype(np.uint8)) for _ in range(1 if has_line else 2)]
    if has_line:
        line = Image.open(os.path.join(root, name[: -len(".webp")] + ".line.webp")).convert("L").resize(im.size)
        inks.insert(0, Image.fromarray(255 - np.asarray(line)))
    s = min(1, LONG_SIDE / max(im.size))
    size = max(1, round(im.size[0] * s)), max(1, round(im.size[1] * s))
    planes = [np.asarray(im.resize(size, Image.BOX if s < 0.5 else Image.LANCZOS))]
    planes += [np.asarray(i.resize(size, Image.BOX if s < 0.5 else Image.BILINEAR))[..., None] for i in inks]
    return np.concatenate(planes, 2)


def prepare(data, cache, split):
    """Writes cache/split.bin and cache/split.json unless they are there; returns nothing."""
    done = os.path.join(cache, split + ".json")
    if os.path.exists(done):
        return
    os.makedirs(cache, exist_ok=True)
    with open(os.path.join(data, "index.tsv"), newline="") as f:
        rows = [r for r in csv.DictReader(f, delimiter="\t") if r["file"].startswith(split + "/")]
    entries, offset = [], 0
    with open(os.path.join(cache, split + ".bin"), "wb") as out, multiprocessing.Pool(2) as pool:
        jobs = [(data, r["file"], r["line"] == "1") for r in rows]
        for row, a in zip(rows, pool.imap(_decode, jobs, chunksize=16)):
            out.write(a.tobytes())
            entries.append(dict(offset=offset, h=a.shape[0], w=a.shape[1], source=row["source"], group=row["group"], line=row["line"] == "1"))
            offset += a.size
    with open(done + ".part", "w") as f:
        json.dump(entries, f)
    os.replace(done + ".part", done)


class Pictures:
    """The cache of one split, indexable: [H,W,CHANNELS] uint8, memory-mapped."""

    def __init__(self, cache, split):
        with open(os.path.join(cache, split + ".json")) as f:
            self.entries = json.load(f)
        self.bytes = np.memmap(os.path.join(cache, split + ".bin"), np.uint8, "r")
        self.groups = {}
        for i, e in enumerate(self.entries):
            self.groups.setdefault(e["group"], []).append(i)

    def __len__(self):
        return len(self.entries)

    def __getitem__(self, i):
        e = self.entries[i]
        n = e["h"] * e["w"] * CHANNELS
        return self.bytes[e["offset"] : e["offset"] + n].reshape(e["h"], e["w"], CHANNELS)
