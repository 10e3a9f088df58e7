"""Lines as people make and scan them: re-inked, broken, faded, grainy, scanned, compressed. Ink [H,W] 0-1."""

import io

import numpy as np
from PIL import Image
from scipy import ndimage

from augment import smooth_field

MISSING = 0.25  # of the ink, at most, is broken away in one sketch


def thinned(ink):
    """The middle of every line, one or two pixels wide, bool."""
    inside = ndimage.distance_transform_edt(ink > 0.35)
    return (inside > 0) & (inside >= ndimage.maximum_filter(inside, 3) - 0.3), inside


def reinked(ink, rng, generator):
    """Drawn anew along the old lines with a pen whose width varies; spot blacks may stay."""
    middle, inside = thinned(ink)
    if not middle.any():
        return ink
    away = ndimage.distance_transform_edt(~middle)
    width = rng.uniform(0.2, 1.3) * np.exp(rng.uniform(0, 0.5) * smooth_field(ink.shape, generator, rng.randint(5, 14)))
    out = np.clip(width + 0.5 - away, 0, 1)
    spots = inside > 4
    if spots.any() and rng.random() < 0.6:
        out = np.maximum(out, ndimage.binary_dilation(spots, iterations=4) & (ink > 0.35))
    return out.astype(np.float32)


def broken(ink, rng, generator):
    """Gaps all along the lines: up to MISSING of the ink goes, in pieces as long as the cells of a random field."""
    there = ink > 0.3
    if not there.any():
        return ink
    f = smooth_field(ink.shape, generator, int(max(ink.shape) / rng.uniform(8, 40)) + 2)
    level = np.quantile(f[there], rng.uniform(0.02, MISSING))
    return ink * (f > level)


def faded(ink, rng, generator):
    """Lighter here and there, as with little pressure."""
    f = smooth_field(ink.shape, generator, rng.randint(3, 9))
    return ink * np.clip(rng.uniform(0.5, 0.9) + 0.25 * f, 0.2, 1)


def pencil(ink, rng, noise):
    """A pencil's grain: the paper's teeth stay white."""
    teeth = ndimage.gaussian_filter(noise.standard_normal(ink.shape).astype(np.float32), rng.uniform(0.5, 0.9)) * 2
    soft = ndimage.gaussian_filter(ink, rng.uniform(0.3, 0.7))
    return soft * np.clip(rng.uniform(0.55, 0.85) + 0.3 * teeth, 0, 1)


def scanned(ink, rng, noise, generator):
    """Soft, specked, on paper that is not quite white."""
    ink = ndimage.gaussian_filter(ink, rng.uniform(0.3, 0.9)) * rng.uniform(0.8, 1)
    paper = np.clip(0.03 * smooth_field(ink.shape, generator, 3) + rng.uniform(-0.01, 0.04), 0, 0.1)
    specks = (noise.random(ink.shape) > 1 - rng.uniform(0, 4e-4)) * rng.uniform(0.2, 0.8)
    return np.maximum(ink, specks) * (1 - paper) + paper + 0.012 * noise.standard_normal(ink.shape)


def compressed(ink, rng):
    """Through a JPEG of poor quality."""
    buffer = io.BytesIO()
    Image.fromarray((255 - np.clip(ink, 0, 1) * 255).astype(np.uint8)).save(buffer, "JPEG", quality=rng.randint(15, 75))
    return 1 - np.asarray(Image.open(buffer).convert("L"), np.float32) / 255


def drawn(ink, rng, generator):
    """One of many hands: any of the above, by chance; the first of them on the clean lines."""
    noise = np.random.default_rng(rng.randrange(2**31))
    if rng.random() < 0.3:
        ink = reinked(ink, rng, generator)
    if rng.random() < 0.45:
        ink = broken(ink, rng, generator)
    if rng.random() < 0.3:
        ink = faded(ink, rng, generator)
    if rng.random() < 0.15:
        ink = pencil(ink, rng, noise)
    if rng.random() < 0.15:
        ink = scanned(ink, rng, noise, generator)
    if rng.random() < 0.15:
        ink = compressed(ink, rng)
    return np.clip(ink, 0, 1).astype(np.float32)
