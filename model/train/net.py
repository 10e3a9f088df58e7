"""The two networks of Keyline, defined once for training. `model` mirrors them in Go.

Pictures are [N,C,H,W] float32, 0-1. H and W of the sketch and of each reference are
multiples of 32. "Ink" is 1 - grey: 0 paper, 1 black line.

Colorizer G: a small SCFT (Lee et al., CVPR 2020, section 3.2: features of sketch and
reference matched by scaled dot-product attention). The values carry the reference's own RGB
beside features, so that the match is visible.

Enhancer E: Kim et al. (ICCV 2021, section 3: frozen features and a binary scribble go in,
what is to be added to the output comes out), reshaped: per pixel it chooses where nearby to
take the colour from, and adds a residual; both only under a gate around the strokes.

Tensors of the stages, in order, as `dump.py` writes them (conv = 3x3, zero padding 1;
"act" = leaky ReLU 0.1; up = nearest neighbour x2; pool = average):

  G  encoder of the sketch, input cat[ink 1, hint RGB*mask 3, hint mask 1]; prefix sketch.
     f0 [16,H,W]      act(conv)                         weights sketch.l0
     f1 [32,H/2,W/2]  res(act(conv stride 2))           sketch.l1.down, .res.a, .res.b
     f2 [64,/4]  f3 [96,/8]  likewise; f4 [128,/16], f5 [160,/32] with two res (.res, .res2)
     res(x) = act(x + b(act(a(x))))
  G  encoder of the reference, input RGB 3; prefix ref., same stages.
  G  match: q = normalize(conv1x1(cat[f3, up f4, upup f5, position 6])) per head [HEADS,32,/8];
     keys likewise; logits = temp[head] * ln(number of keys) / 6 * q.k;
     values per head: cat[pool8(closing5(reference RGB)) 3, conv1x1(f3) 48]; several references: keys
     and values concatenated. closing5 = smallest of the largest in 5x5, which takes out thin dark
     lines (outside the picture nothing counts). match [HEADS*51,/8], head by head.
  G  decoder: x4 = res(act(conv(cat[f4, up f5, pool2 match])))   [128,/16]  dec4
              x3 = res(act(conv(cat[up x4, f3, match])))         [96,/8]    dec3
              x2 = res(act(conv(cat[up x3, f2, up rgb0, up rgb1])))   [64,/4]  dec2, "the features"
              x1 = res(act(conv(cat[up x2, f1])))                [32,/2]    dec1
              x0 = act(conv(cat[up x1, f0]))                     [16]       dec0
              o = conv(x0) [12]: 9 logits over NEIGHBOURS, then 3 of residual   out
              copied = sum over i of softmax(o[:9])_i * rgb0(token of the pixel + NEIGHBOURS[i])
              (border repeated): colours of the reference itself, chosen per pixel
              y = copied + o[9:] [3], the colour under the lines, not clamped
  E  input cat[y clamped to 0-1, ink, stroke] 5 and the features x2 (zeros for an imported colouring)
              a0 = act(conv) [16], a1 = act(conv stride 2) [32,/2], a2 = act(conv stride 2) [64,/4]
              m1 = act(conv(cat[a2, x2])), m2, m3, m4 = act(conv)  [64,/4]
              b1 = act(conv(cat[up m4, a1])) [32,/2], b0 = act(conv(cat[up b1, a0])) [16]
              o = conv(b0) [44]: 41 logits over OFFSETS, then 3 of residual
              picked = sum over i of softmax(o[:41])_i * y(pixel + OFFSETS[i]) (border repeated)
              gate = pool9(maxpool41(stroke)), zero padded outside for both: 1 near, 0 beyond 24 px
              mended = y + gate * (picked - y + o[41:])
"""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F

WIDTHS = (16, 32, 64, 96, 128, 160)
HEADS, KEY, VALUE = 2, 32, 48
GATE_CORE, GATE_TAPER = 20, 4  # px: full strength up to 16, zero beyond 24
RADII = (2, 4, 7, 11, 16)  # px


def _offsets():
    """41 places (dy, dx): the pixel itself, then eight directions at each radius."""
    places = [(0, 0)]
    for r in RADII:
        d = round(r * math.sqrt(0.5))
        places += [(0, r), (d, d), (r, 0), (d, -d), (0, -r), (-d, -d), (-r, 0), (-d, d)]
    return places


OFFSETS = _offsets()
NEIGHBOURS = [(0, 0)] + [(dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dy or dx]  # tokens, (dy, dx)


def act(x):
    return F.leaky_relu(x, 0.1)


def up(x):
    return F.interpolate(x, scale_factor=2.0, mode="nearest")


def conv(cin, cout, stride=1):
    return nn.Conv2d(cin, cout, 3, stride, 1)


def exact(layer, x):
    """layer(x) in float32 also under autocast: oneDNN's bfloat16 weight gradient of convolutions from or
    to 16 channels and fewer came out as inf, NaN or 1e38 (torch 1.13, AMX; 5x3x192x256, 3x48x416x288)."""
    with torch.autocast("cpu", enabled=False):
        return layer(x.float())


class Res(nn.Module):
    """Residual block, He et al. 2016 (arXiv:1512.03385), eq. 1; shape kept."""

    def __init__(self, n):
        super().__init__()
        self.a, self.b = conv(n, n), conv(n, n)
        nn.init.normal_(self.b.weight, std=1e-2 / math.sqrt(n))  # near the identity: nothing here normalises
        nn.init.zeros_(self.b.bias)

    def forward(self, x):
        return act(x + self.b(act(self.a(x))))


class Level(nn.Module):
    """Halves the resolution: [N,cin,H,W] -> [N,cout,H/2,W/2], then one or two residual blocks."""

    def __init__(self, cin, cout, blocks):
        super().__init__()
        self.down, self.res = conv(cin, cout, 2), Res(cout)
        self.res2 = Res(cout) if blocks == 2 else None

    def forward(self, x):
        down = self.down(x) if self.down.in_channels > 16 else exact(self.down, x)
        x = self.res(act(down))
        return self.res2(x) if self.res2 is not None else x


class Encoder(nn.Module):
    """[N,cin,H,W] -> feature maps at 1, 1/2, 1/4, 1/8, 1/16, 1/32 of the size."""

    def __init__(self, cin):
        super().__init__()
        w = WIDTHS
        self.l0 = conv(cin, w[0])
        for i in range(1, 6):
            setattr(self, f"l{i}", Level(w[i - 1], w[i], 2 if i > 3 else 1))

    def forward(self, x):
        maps = [act(exact(self.l0, x))]
        for i in range(1, 6):
            maps.append(getattr(self, f"l{i}")(maps[-1]))
        return maps


class Stage(nn.Module):
    """Decoder stage: convolution of the concatenated sources, then a residual block."""

    def __init__(self, cin, cout):
        super().__init__()
        self.conv, self.res = conv(cin, cout), Res(cout)

    def forward(self, *sources):
        return self.res(act(self.conv(torch.cat(sources, 1))))


def position(like):
    """[N,6,h,w]: x, y in -1..1 over the picture (pixel centres), and sin, cos of pi*x, pi*y."""
    n, _, h, w = like.shape
    y = (torch.arange(h, dtype=torch.float32) + 0.5) / h * 2 - 1
    x = (torch.arange(w, dtype=torch.float32) + 0.5) / w * 2 - 1
    yy, xx = torch.meshgrid(y, x, indexing="ij")
    p = [xx, yy, torch.sin(math.pi * xx), torch.cos(math.pi * xx), torch.sin(math.pi * yy), torch.cos(math.pi * yy)]
    return torch.stack(p)[None].expand(n, -1, -1, -1).to(like)


class Colorizer(nn.Module):
    """Sketch and references to the colour under the lines."""

    def __init__(self):
        super().__init__()
        w = WIDTHS
        self.sketch, self.ref = Encoder(5), Encoder(3)
        keyed = w[3] + w[4] + w[5] + 6
        self.query, self.key = nn.Conv2d(keyed, HEADS * KEY, 1), nn.Conv2d(keyed, HEADS * KEY, 1)
        self.value = nn.Conv2d(w[3], HEADS * VALUE, 1)
        self.temp = nn.Parameter(torch.full((HEADS,), 12.0))
        matched = HEADS * (3 + VALUE)
        self.dec4 = Stage(w[4] + w[5] + matched, w[4])
        self.dec3 = Stage(w[4] + w[3] + matched, w[3])
        self.dec2 = Stage(w[3] + w[2] + HEADS * 3, w[2])
        self.dec1 = Stage(w[2] + w[1], w[1])
        self.dec0, self.out = conv(w[1] + w[0], w[0]), conv(w[0], len(NEIGHBOURS) + 3)
        nn.init.normal_(self.out.weight, std=0.02)
        nn.init.zeros_(self.out.bias)

    def _project(self, layer, maps, placed):
        """Unit vectors per head, [N,HEADS,KEY,tokens]; placed [N] or 1 scales what tells the position."""
        place = position(maps[3]) * (placed if isinstance(placed, (int, float)) else placed.view(-1, 1, 1, 1))
        x = layer(torch.cat([maps[3], up(maps[4]), up(up(maps[5])), place.to(maps[3].dtype)], 1))
        return F.normalize(x.float().unflatten(1, (HEADS, KEY)), dim=2, eps=1e-6).flatten(3)

    def encode_reference(self, ref, placed=1):
        """Keys [N,HEADS,KEY,T], values [N,HEADS,3+VALUE,T] and the feature maps of one reference."""
        maps = self.ref(ref)
        keys = self._project(self.key, maps, placed)
        rgb = F.avg_pool2d(closing(ref, 2), 8)[:, None].expand(-1, HEADS, -1, -1, -1)
        value = self.value(maps[3]).unflatten(1, (HEADS, VALUE))
        return keys, torch.cat([rgb, value.to(rgb)], 2).flatten(3), maps

    def match(self, maps, keys, values, placed=1):
        """Attention from the sketch's tokens to the references': [N,HEADS*(3+VALUE),H/8,W/8] and weights."""
        q = self._project(self.query, maps, placed)
        scale = self.temp * (math.log(keys.shape[3]) / 6)
        logits = torch.einsum("bhdi,bhdj->bhij", q, keys) * scale[None, :, None, None]
        weight = torch.softmax(logits, -1)
        out = torch.einsum("bhij,bhdj->bhdi", weight, values.float())
        return out.flatten(1, 2).unflatten(2, maps[3].shape[2:]), weight

    def decode(self, maps, matched):
        """(y [N,3,H,W], stages): the colour, and x4 x3 x2 x1 x0 o copied by name."""
        m = matched.to(maps[3].dtype)
        rgb = torch.cat([m[:, h * (3 + VALUE) : h * (3 + VALUE) + 3] for h in range(HEADS)], 1)
        s = {}
        s["x4"] = self.dec4(maps[4], up(maps[5]), F.avg_pool2d(m, 2))
        s["x3"] = self.dec3(up(s["x4"]), maps[3], m)
        s["x2"] = self.dec2(up(s["x3"]), maps[2], up(rgb))
        s["x1"] = self.dec1(up(s["x2"]), maps[1])
        s["x0"] = act(exact(self.dec0, torch.cat([up(s["x1"]), maps[0]], 1)))
        o = s["o"] = exact(self.out, s["x0"])
        s["copied"] = copy_tokens(matched[:, :3].float(), o[:, : len(NEIGHBOURS)])
        return s["copied"] + o[:, len(NEIGHBOURS) :], s

    def forward(self, ink, hints, refs, placed=1, decode=True):
        """ink [N,1,H,W], hints [N,4,H,W] (RGB*mask, mask), refs list of [N,3,h,w]; placed [N] is 0 where the
        match must do without the position (training), else 1.

        Returns y [N,3,H,W], the matched RGB of each head [N,HEADS,3,H/8,W/8], the features x2
        [N,64,H/4,W/4], and the attention [N,HEADS,H/8*W/8,T]; no y and features without decode.
        """
        maps = self.sketch(torch.cat([ink, hints], 1))
        coded = [self.encode_reference(r, placed)[:2] for r in refs]
        keys, values = torch.cat([k for k, _ in coded], 3), torch.cat([v for _, v in coded], 3)
        matched, weight = self.match(maps, keys, values, placed)
        y, s = self.decode(maps, matched) if decode else (None, {"x2": None})
        rgb = matched.unflatten(1, (HEADS, 3 + VALUE))[:, :, :3]
        return y, rgb, s["x2"], weight


def dilate(mask, r):
    """Largest value of [N,C,H,W] in a square of side 2r+1, one direction after the other."""
    return F.max_pool2d(F.max_pool2d(mask, (2 * r + 1, 1), 1, (r, 0)), (1, 2 * r + 1), 1, (0, r))


def gate(stroke):
    """Where E may act, [N,1,H,W] in 0-1: 1 up to 16 px from a stroke, 0 beyond 24 px (Chebyshev)."""
    core = dilate(stroke, GATE_CORE)
    return F.avg_pool2d(core, 2 * GATE_TAPER + 1, 1, GATE_TAPER, count_include_pad=True)


def closing(x, r):
    """Grey closing of [N,C,H,W] by a square of side 2r+1: thin dark lines go."""
    return -F.max_pool2d(-F.max_pool2d(x, 2 * r + 1, 1, r), 2 * r + 1, 1, r)


def pick(y, logits):
    """Softmax-weighted sum of y [N,3,H,W] over OFFSETS; logits [N,41,H,W]."""
    r, (h, w) = max(RADII), y.shape[2:]
    padded, out = F.pad(y, (r, r, r, r), mode="replicate"), 0
    for weight, (dy, dx) in zip(torch.softmax(logits, 1).split(1, 1), OFFSETS):
        out = out + weight * padded[:, :, r + dy : r + dy + h, r + dx : r + dx + w]
    return out


def copy_tokens(rgb, logits):
    """Softmax-weighted sum of token colours [N,3,H/8,W/8] over NEIGHBOURS; logits [N,9,H,W] -> [N,3,H,W]."""
    h, w = rgb.shape[2:]
    padded, out = F.pad(rgb, (1, 1, 1, 1), mode="replicate"), 0
    for weight, (dy, dx) in zip(torch.softmax(logits, 1).split(1, 1), NEIGHBOURS):
        out = out + weight * F.interpolate(padded[:, :, 1 + dy : 1 + dy + h, 1 + dx : 1 + dx + w], scale_factor=8.0, mode="nearest")
    return out


class Enhancer(nn.Module):
    """Colours part along strokes; see the module's page. Reads at most 48 px around a pixel."""

    def __init__(self):
        super().__init__()
        self.a0, self.a1, self.a2 = conv(5, 16), conv(16, 32, 2), conv(32, 64, 2)
        self.m1, self.m2, self.m3, self.m4 = conv(128, 64), conv(64, 64), conv(64, 64), conv(64, 64)
        self.b1, self.b0, self.out = conv(96, 32), conv(48, 16), conv(16, len(OFFSETS) + 3)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)
        with torch.no_grad():
            self.out.bias[0] = 5.0  # starts as the identity: take the colour from the pixel itself

    def forward(self, y, ink, stroke, features):
        """y [N,3,H,W] in 0-1, ink and stroke [N,1,H,W], features [N,64,H/4,W/4] -> mended [N,3,H,W], stages."""
        s = {}
        s["a0"] = act(exact(self.a0, torch.cat([y, ink, stroke], 1)))
        s["a1"] = act(exact(self.a1, s["a0"]))
        s["a2"] = act(self.a2(s["a1"]))
        m = act(self.m1(torch.cat([s["a2"], features.to(s["a2"].dtype)], 1)))
        for layer in (self.m2, self.m3, self.m4):
            m = act(layer(m))
        s["m4"] = m
        s["b1"] = act(self.b1(torch.cat([up(m), s["a1"]], 1)))
        s["b0"] = act(exact(self.b0, torch.cat([up(s["b1"]), s["a0"]], 1)))
        o = s["o"] = exact(self.out, s["b0"])
        s["picked"] = pick(y, o[:, : len(OFFSETS)])
        s["gate"] = gate(stroke)
        return y + s["gate"] * (s["picked"] - y + o[:, len(OFFSETS) :]), s
