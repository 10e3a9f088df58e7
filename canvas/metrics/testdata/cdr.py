"""Writes cdr.tsv: CDR by scikit-image 0.19 of the pictures that TestCDRAgreesWithScikitImage draws.

    python3 canvas/metrics/testdata/cdr.py > canvas/metrics/testdata/cdr.tsv

The pictures are sums of waves with integer arithmetic alone, so that both languages draw the
same bytes.
"""

import numpy as np
from skimage.color import rgb2lab
from skimage.feature import canny
from skimage.segmentation import slic

SIZES = [(60, 44), (97, 131), (160, 120), (33, 200)]


def picture(w, h, seed, blur):
    """Discs and bands of flat colour; blur mixes each pixel with one to its left."""
    y, x = np.mgrid[:h, :w]
    rgb = np.zeros((h, w, 3), np.int64)
    rgb[:] = (40 + 37 * seed) % 256, (90 + 53 * seed) % 256, (200 + 71 * seed) % 256
    for k in range(7):
        cx, cy, r = (17 * (k + 1) * (seed + 3)) % w, (29 * (k + 2) * (seed + 1)) % h, 6 + (11 * k + 5 * seed) % 17
        inside = (x - cx) ** 2 + (y - cy) ** 2 < r * r
        rgb[inside] = (53 * k + 20 * seed) % 256, (97 * k + 60) % 256, (31 * k * k + 110) % 256
    rgb = (rgb + ((3 * x + 5 * y) % 11)[..., None]).clip(0, 255)
    for _ in range(blur):
        rgb[:, 1:] = (rgb[:, 1:] + rgb[:, :-1]) // 2
    return rgb.astype(np.uint8)


def ratio(truth, pred):
    clusters = [slic(np.stack([p] * 3, -1), n_segments=250, compactness=10, sigma=1, start_label=1, channel_axis=-1) for p in (truth, pred)]
    edges = canny(truth, sigma=1.2, low_threshold=0.2, high_threshold=0.7, use_quantiles=True)
    g, p = (np.pad(c, 5) for c in clusters)
    scores = []
    for y, x in np.argwhere(edges):
        wg, wp = (c[y : y + 10, x : x + 10] for c in (g, p))
        differs = wg != g[y + 5, x + 5]
        bled = differs & (wp == p[y + 5, x + 5])
        scores.append(1 - bled.sum() / differs.sum() if differs.any() else 1)
    return np.mean(scores) if scores else 1


print("w\th\tseed\tblur\ta\tb")
for w, h in SIZES:
    for seed, blur in ((0, 0), (1, 3), (2, 8)):
        truth, pred = (rgb2lab(picture(w, h, seed, n)) for n in (0, blur))
        print(w, h, seed, blur, *("%.5f" % ratio(truth[..., c], pred[..., c]) for c in (1, 2)), sep="\t")
