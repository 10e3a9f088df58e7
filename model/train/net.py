"""The networks of Keyline, defined once for training. `model` mirrors them in Go.

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
     values per head: cat[colour 3, place 2, conv1x1(f3) 48]; several references: keys and values
     concatenated. colour = pool8(closing5(reference RGB)), place = x, y of position. closing5 =
     smallest of the largest in 5x5, which takes out thin dark lines (outside the picture nothing
     counts). match [HEADS*53,/8], head by head.
  G  x4 = res2(res(act(conv(cat[f4, up f5, pool2 match, x y of position]))))   [128,/16]  dec4
     x3 = res2(res(act(conv(cat[up x4, f3, match, x y of position]))))         [96,/8]    dec3
  G  second match, of one head, which knows what the first found around it:
     q2 = normalize(conv1x1(cat[x3, f3, up f4, upup f5, position]))  [64,/8]  query2
     keys: normalize(conv1x1(cat[f3, up f4, upup f5, position])) of the references (key2); and, for
     tokens of the sketch with a hint, normalize(conv1x1(what query2 reads)) (hint2)
     logits = temp2 * ln(number of the references' keys) / 6 * q2.k - near * |place - place of the key|^2
     (a hint's key counts as at the place); where = conv1x1(x3) [4]: place = p + sigmoid(where[3])
     * (x y of position - p) + where[:2], p the first match's, mean of its heads; near =
     exp(min(where[2], 6.5)).
     Values: colour of the reference, of a hint the mean of what is dabbed. rgb [3,/8]
  G  decoder: x2 = res(act(conv(cat[up x3, f2, up rgb, up colour of the first match's head 1])))
                                                                 [64,/4]   dec2, "the features"
              x1 = res(act(conv(cat[up x2, f1])))                [32,/2]    dec1
              x0 = act(conv(cat[up x1, f0]))                     [16]       dec0
              o = conv(x0) [12]: 9 logits over NEIGHBOURS, then 3 of residual   out
              copied = sum over i of softmax(o[:9])_i * smooth(pixel + 8 NEIGHBOURS[i]), border repeated,
              smooth = rgb enlarged x8, bilinear: colours of the reference itself, chosen per pixel
              y = copied + o[9:] [3], the colour under the lines, not clamped
  E  input cat[y clamped to 0-1, ink, stroke] 5 and the features x2 (zeros for an imported colouring)
              a0 = act(conv) [16], a1 = act(conv stride 2) [32,/2], a2 = act(conv stride 2) [64,/4]
              m1 = act(conv(cat[a2, x2])), m2, m3, m4 = act(conv)  [64,/4]
              b1 = act(conv(cat[up m4, a1])) [32,/2], b0 = act(conv(cat[up b1, a0])) [16]
              o = conv(b0) [44]: 41 logits over OFFSETS, then 3 of residual
              picked = sum over i of softmax(o[:41] - 30 blocked)_i * y(pixel + OFFSETS[i]) (border
              repeated); blocked is 1 where a stroke lies between the pixel and the place, else 0
              gate = pool9(maxpool41(stroke)), zero padded outside for both: 1 near, 0 beyond 24 px
              mended = y + gate * (picked - y + o[41:])
  P  (prior: where no reference tells of colours) from f3 f4 f5 of the sketch, G's, frozen
              p5 = res2(res(act(conv(cat[f5, x y of position])))) [128,/32], p4 = res(act(conv(cat[up p5, f4])))
              [128,/16], p3 = res(act(conv(cat[up p4, f3]))) [64,/8]
              logits = conv(p3) [20,/8], of the swatches [20,3] that a token may have
"""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F

WIDTHS = (16, 32, 64, 96, 128, 160)
HEADS, KEY, VALUE = 2, 32, 48
OWN = 5  # of a value: colour and place, before what is learned
KEY2 = 64
SWATCHES = 20  # the prior's colours
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
    """Decoder stage: convolution of the concatenated sources, then one or two residual blocks."""

    def __init__(self, cin, cout, blocks=1):
        super().__init__()
        self.conv, self.res = conv(cin, cout), Res(cout)
        self.res2 = Res(cout) if blocks == 2 else None

    def forward(self, *sources):
        x = self.res(act(self.conv(torch.cat(sources, 1))))
        return self.res2(x) if self.res2 is not None else x


def keyed(maps, placed=1):
    """What queries and keys are made of, [N,390,h,w]; placed [N] or 1 scales what tells the position."""
    place = position(maps[3]) * (placed if isinstance(placed, (int, float)) else placed.view(-1, 1, 1, 1))
    return torch.cat([maps[3], up(maps[4]), up(up(maps[5])), place.to(maps[3].dtype)], 1)


def position(like):
    """[N,6,h,w]: x, y in -1..1 over the picture (pixel centres), and sin, cos of pi*x, pi*y."""
    n, _, h, w = like.shape
    y = (torch.arange(h, dtype=torch.float32) + 0.5) / h * 2 - 1
    x = (torch.arange(w, dtype=torch.float32) + 0.5) / w * 2 - 1
    yy, xx = torch.meshgrid(y, x, indexing="ij")
    p = [xx, yy, torch.sin(math.pi * xx), torch.cos(math.pi * xx), torch.sin(math.pi * yy), torch.cos(math.pi * yy)]
    return torch.stack(p)[None].expand(n, -1, -1, -1).to(like)


def tokens(x):
    """Unit vectors of every place of [N,C,h,w]: [N,C,h*w], float32."""
    return F.normalize(x.float(), dim=1, eps=1e-6).flatten(2)


def hinted(hints):
    """The hints [N,4,H,W] by token: colour [N,3,T] and whether there is one [N,T]."""
    small = F.avg_pool2d(hints.float(), 8).flatten(2)
    return small[:, :3] / small[:, 3:].clamp(min=1e-6), small[:, 3] > 0


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
        matched = HEADS * (OWN + VALUE)
        self.dec4 = Stage(w[4] + w[5] + matched + 2, w[4], 2)
        self.dec3 = Stage(w[4] + w[3] + matched + 2, w[3], 2)
        self.query2, self.key2 = nn.Conv2d(w[3] + keyed, KEY2, 1), nn.Conv2d(keyed, KEY2, 1)
        self.hint2 = nn.Conv2d(w[3] + keyed, KEY2, 1)
        self.temp2 = nn.Parameter(torch.full((1,), 16.0))
        self.where = nn.Conv2d(w[3], 4, 1)
        nn.init.zeros_(self.where.weight)
        with torch.no_grad():
            self.where.bias.copy_(torch.tensor([0.0, 0.0, 1.0, -1.5]))
        self.dec2 = Stage(w[3] + w[2] + 6, w[2])
        self.dec1 = Stage(w[2] + w[1], w[1])
        self.dec0, self.out = conv(w[1] + w[0], w[0]), conv(w[0], len(NEIGHBOURS) + 3)
        nn.init.normal_(self.out.weight, std=0.02)
        nn.init.zeros_(self.out.bias)

    def encode_reference(self, ref, placed=1):
        """One reference's keys [N,HEADS,KEY,T], values [N,HEADS,OWN+VALUE,T], second keys [N,KEY2,T], feature maps."""
        maps = self.ref(ref)
        keys = tokens(self.key(keyed(maps, placed)).unflatten(1, (HEADS, KEY)).flatten(0, 1)).unflatten(0, (-1, HEADS))
        own = torch.cat([F.avg_pool2d(closing(ref.float(), 2), 8), position(maps[3])[:, :2].float()], 1)
        value = self.value(maps[3]).float().unflatten(1, (HEADS, VALUE))
        values = torch.cat([own[:, None].expand(-1, HEADS, -1, -1, -1), value], 2).flatten(3)
        return keys, values, tokens(self.key2(keyed(maps, 1))), maps

    def match(self, maps, keys, values, placed=1):
        """Attention from the sketch's tokens to the references': [N,HEADS*(OWN+VALUE),H/8,W/8] and weights."""
        q = tokens(self.query(keyed(maps, placed)).unflatten(1, (HEADS, KEY)).flatten(0, 1)).unflatten(0, (-1, HEADS))
        scale = self.temp * (math.log(keys.shape[3]) / 6)
        weight = torch.softmax(torch.einsum("bhdi,bhdj->bhij", q, keys) * scale[None, :, None, None], -1)
        out = torch.einsum("bhij,bhdj->bhdi", weight, values)
        return out.flatten(1, 2).unflatten(2, maps[3].shape[2:]), weight

    def consider(self, maps, matched):
        """x4 and x3: what the first match found, seen together."""
        m = matched.to(maps[3].dtype)
        x4 = self.dec4(maps[4], up(maps[5]), F.avg_pool2d(m, 2), position(maps[4])[:, :2])
        return x4, self.dec3(up(x4), maps[3], m, position(maps[3])[:, :2])

    def locate(self, matched, x3):
        """Where in the reference a token's colour is to be looked for, [N,2,T] in -1..1, and how near there [N,1,T]."""
        first, where = matched.float().unflatten(1, (HEADS, OWN + VALUE))[:, :, 3:5].mean(1), self.where(x3).float()
        place = first + torch.sigmoid(where[:, 3:]) * (position(first)[:, :2] - first) + where[:, :2]
        return place.flatten(2), where[:, 2:3].clamp(max=6.5).exp().flatten(2)

    def match_again(self, maps, located, x3, hints, keys, values, placed=1):
        """Second match: colour [N,3,H/8,W/8], and the weights [N,Tq,Tk] among the references' tokens alone.

        keys [N,KEY2,Tk] and values [N,OWN,Tk] are the references'; tokens with hints join them.
        """
        x, (place, near), colours, at = torch.cat([x3, keyed(maps, placed)], 1), located, values[:, :3], values[:, 3:5]
        q, scale = tokens(self.query2(x)), self.temp2 * (math.log(keys.shape[2]) / 6)
        with torch.autocast("cpu", enabled=False):  # bfloat16 would lose tokens beside each other
            away = (place[:, :, :, None] - at[:, :, None, :]).pow(2).sum(1)
            logits = torch.einsum("bdi,bdj->bij", q, keys) * scale - near.transpose(1, 2) * away
        weight = torch.softmax(logits, -1)
        dabbed, there = hinted(hints)
        most = int(there.sum(1).max())
        if most == 0:
            rgb = torch.einsum("bij,bdj->bdi", weight, colours)
            return rgb.unflatten(2, maps[3].shape[2:]), weight
        which = there.float().topk(most, 1).indices[:, None]  # [N,1,most]: the hinted tokens first
        own = torch.einsum("bdi,bdj->bij", q, tokens(self.hint2(x)).gather(2, which.expand(-1, KEY2, -1))) * scale
        own = own.masked_fill(~there.gather(1, which[:, 0])[:, None], -1e4)
        both = torch.softmax(torch.cat([logits, own], 2), -1)
        rgb = torch.einsum("bij,bdj->bdi", both, torch.cat([colours, dabbed.gather(2, which.expand(-1, 3, -1))], 2))
        return rgb.unflatten(2, maps[3].shape[2:]), weight

    def decode(self, maps, matched, x3, rgb):
        """(y [N,3,H,W], stages): the colour, and x2 x1 x0 o copied by name."""
        kind, first = maps[3].dtype, OWN + VALUE
        s = {}
        s["x2"] = self.dec2(up(x3), maps[2], up(torch.cat([rgb, matched[:, first : first + 3]], 1)).to(kind))
        y, tail = self.tail(maps, s["x2"], rgb)
        return y, {**s, **tail}

    def tail(self, maps, x2, rgb):
        """(y, stages): what follows the features x2 [N,64,H/4,W/4], by the names of decode."""
        s = {}
        s["x1"] = self.dec1(up(x2), maps[1])
        s["x0"] = act(exact(self.dec0, torch.cat([up(s["x1"]), maps[0]], 1)))
        o = s["o"] = exact(self.out, s["x0"])
        s["copied"] = copy_tokens(rgb, o[:, : len(NEIGHBOURS)])
        return s["copied"] + o[:, len(NEIGHBOURS) :], s

    def forward(self, ink, hints, refs, placed=1, decode=True):
        """ink [N,1,H,W], hints [N,4,H,W] (RGB*mask, mask), refs list of [N,3,h,w]; placed [N] is 0 where the
        first match and the second's queries must do without the position (training), else 1.

        Returns a dict: y [N,3,H,W] and x2 [N,64,H/4,W/4] (with decode), first [N,HEADS,3,H/8,W/8] and
        rgb [N,3,H/8,W/8] (matched colours), weight [N,HEADS,Tq,Tk] and weight2 [N,Tq,Tk] (attention),
        place [N,2,Tq] (where the second match looks) and at [N,2,Tk] (where the keys lie).
        """
        maps = self.sketch(torch.cat([ink, hints], 1))
        coded = [self.encode_reference(r, placed) for r in refs]
        keys, values, keys2 = (torch.cat([c[i] for c in coded], -1) for i in range(3))
        matched, weight = self.match(maps, keys, values, placed)
        x3 = self.consider(maps, matched)[1]
        located = self.locate(matched, x3)
        rgb, weight2 = self.match_again(maps, located, x3, hints, keys2, values[:, 0, :OWN], placed)
        first = matched.unflatten(1, (HEADS, OWN + VALUE))[:, :, :3]
        out = {"first": first, "rgb": rgb, "weight": weight, "weight2": weight2, "place": located[0], "at": values[:, 0, 3:5]}
        if decode:
            out["y"], s = self.decode(maps, matched, x3, rgb)
            out["x2"] = s["x2"]
            out["tail"] = lambda x2: self.tail(maps, x2, rgb)[0]
        return out


def dilate(mask, r):
    """Largest value of [N,C,H,W] in a square of side 2r+1, one direction after the other."""
    return F.max_pool2d(F.max_pool2d(mask, (2 * r + 1, 1), 1, (r, 0)), (1, 2 * r + 1), 1, (0, r))


def gate(stroke):
    """Where E may act, [N,1,H,W] in 0-1: 1 up to 16 px from a stroke, 0 beyond 24 px (Chebyshev)."""
    core = dilate(stroke, GATE_CORE)
    return F.avg_pool2d(core, 2 * GATE_TAPER + 1, 1, GATE_TAPER, count_include_pad=True)


def closing(x, r):
    """Grey closing of [N,C,H,W] by a square of side 2r+1: thin dark lines go."""
    return -dilate(-dilate(x, r), r)


def blocked(stroke):
    """[N,41,H,W]: 1 where the straight way from the pixel to a place of OFFSETS meets a stroke, else 0.

    So colour is never taken from the other side. A pixel on a stroke is on no side: nothing is blocked.
    """
    h, w = stroke.shape[2:]
    r = max(RADII)
    padded, way = F.pad(stroke, (r, r, r, r)), {}
    for uy in (-1, 0, 1):
        for ux in (-1, 0, 1):
            seen = torch.zeros_like(stroke)
            for n in range(1, r + 1):
                seen = torch.maximum(seen, padded[:, :, r + n * uy : r + n * uy + h, r + n * ux : r + n * ux + w])
                way[n * uy, n * ux] = seen
    none = torch.zeros_like(stroke)
    return torch.cat([none] + [way[o] for o in OFFSETS[1:]], 1) * (1 - stroke)


def gathered(y, logits, places):
    """Softmax-weighted sum of y [N,3,H,W] over places (dy, dx), border repeated; logits [N,len(places),H,W]."""
    r, (h, w) = max(max(abs(dy), abs(dx)) for dy, dx in places), y.shape[2:]
    padded, out = F.pad(y, (r, r, r, r), mode="replicate"), 0
    for weight, (dy, dx) in zip(torch.softmax(logits, 1).split(1, 1), places):
        out = out + weight * padded[:, :, r + dy : r + dy + h, r + dx : r + dx + w]
    return out


def copy_tokens(rgb, logits):
    """Softmax-weighted sum of token colours [N,3,H/8,W/8], enlarged, over NEIGHBOURS; logits [N,9,H,W] -> [N,3,H,W]."""
    smooth = F.interpolate(rgb.float(), scale_factor=8.0, mode="bilinear", align_corners=False)
    return gathered(smooth, logits, [(8 * dy, 8 * dx) for dy, dx in NEIGHBOURS])


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
            self.out.bias[0] = 2.5  # takes a quarter of the colour from the pixel itself; nearer 1, nothing is learned

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
        s["picked"] = gathered(y, o[:, : len(OFFSETS)] - 30 * blocked(stroke), OFFSETS)
        s["gate"] = gate(stroke)
        return y + s["gate"] * (s["picked"] - y + o[:, len(OFFSETS) :]), s


class Prior(nn.Module):
    """What colours the tokens of a sketch have in pictures like it: chances of SWATCHES colours. Classes and not a mean,
    which would be grey, as in Zhang et al. 2016 (arXiv:1603.08511, section 2.1).
    """

    def __init__(self, swatches=None):
        super().__init__()
        w = WIDTHS
        self.swatches = nn.Parameter(torch.zeros(SWATCHES, 3) if swatches is None else swatches, requires_grad=False)
        self.p5, self.p4, self.p3 = Stage(w[5] + 2, 128, 2), Stage(128 + w[4], 128), Stage(128 + w[3], 64)
        self.out = conv(64, SWATCHES)

    def forward(self, maps):
        """The sketch's feature maps -> logits [N,SWATCHES,H/8,W/8], stages."""
        s = {"p5": self.p5(maps[5], position(maps[5])[:, :2].to(maps[5].dtype))}
        s["p4"] = self.p4(up(s["p5"]), maps[4])
        s["p3"] = self.p3(up(s["p4"]), maps[3])
        return self.out(s["p3"]), s


class Published(nn.Module):
    """The enhancer as it was published (Kim et al., ICCV 2021, section 3.2), to compare with: what is to be added
    to the frozen features, from them and the strokes; the frozen tail makes colour of the sum. Not shipped.
    """

    def __init__(self):
        super().__init__()
        self.a = conv(66, 64)
        self.b, self.c, self.out = Res(64), Res(64), conv(64, 64)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def forward(self, ink, stroke, features, tail):
        """ink and stroke [N,1,H,W], features [N,64,H/4,W/4], tail of Colorizer.forward -> mended [N,3,H,W]."""
        x = torch.cat([features, F.avg_pool2d(ink, 4), F.max_pool2d(stroke, 4)], 1)
        add = self.out(self.c(self.b(act(self.a(x)))))
        return tail(features + F.avg_pool2d(gate(stroke), 4) * add)
