"""Trains the colorizer G at many scales. Resumes from --out if it is there.

    python3 train_colorizer.py --data DIR --out runs/g.pt --minutes 80 [--cache DIR] [--threads 2]

Checkpoints hold weights, their moving average, optimizer state and minutes spent; a run that
was cut goes on where it stopped, on the same cosine schedule. One line of losses per 100 steps.
"""

import argparse
import copy
import math
import os
import random
import time

import torch
import torch.nn.functional as F

from composer import Panels
from export import read
from hand import dabs
from net import Colorizer
from pictures import Pictures, prepare

PEAK = 1.2e-3  # learning rate; of the temperatures, which are about 20, 20 times as much
DECODED = 0.35  # share of steps that train the decoder too: the match learns slowest, and half the cost is the decoder's
UNPLACED = 0.6  # share of pictures matched without position: else content is not learned, as where is easier
COMPOSED = 0.5  # share of batches that are panels put together
DABBED = 0.06  # share of steps with hints simulated on the network's own output, in one to three rounds
AVERAGE = 0.998  # decay of the moving average of the weights


def slopes(x):
    return x[..., 1:, :-1] - x[..., :-1, :-1], x[..., :-1, 1:] - x[..., :-1, :-1]


def opponent(x):
    """Red-green and yellow-blue differences [N,2,H,W]: chroma without lightness."""
    r, g, b = x[:, 0:1], x[:, 1:2], x[:, 2:3]
    return torch.cat([r - g, (r + g) / 2 - b], 1)


def match_loss(out, origins, target):
    """The two matches' colours against the target's mean over a token, and their weights against the known match."""
    small = F.avg_pool2d(target, 8)
    entropy, distance = correspondence(origins[:3], target)
    return {
        "first": 0.3 * (out["first"] - small[:, None]).abs().mean(),
        "match": 0.4 * (out["rgb"].float() - small).abs().mean(),
        "right": 0.02 * entropy(out["weight"].mean(1)),
        "right2": 0.04 * entropy(out["weight2"]),
        "place": 0.5 * distance(out["place"], out["at"]),
    }


def losses(y, ink, target):
    """Weighted mean losses of the output: colour, chroma, gradient."""
    off = 1 - 0.6 * ink.clamp(0, 1)  # under lines the target is a guess
    paper = (target.amin(1, keepdim=True) > 0.97).float()
    w = off * (1 - 0.3 * paper)
    mean = w.mean() + 1e-6
    gw = off[..., :-1, :-1]
    return {
        "colour": ((y - target).abs() * w).mean() / mean,
        "chroma": 0.5 * ((opponent(y) - opponent(target)).abs() * w).mean() / mean,
        "slope": 0.5 * sum(((a - b).abs() * gw).mean() for a, b in zip(slopes(y), slopes(target))) / (gw.mean() + 1e-6),
    }


def unevenness(y, target, region):
    """How the error of y varies within each true region [N,H,W] (0: none): one wrong colour for a whole region is no error here."""
    n, c, h, w = y.shape
    most = int(region.max()) + 1
    at = (region.long() + torch.arange(n).view(-1, 1, 1) * most).flatten()
    error = (y - target).transpose(0, 1).reshape(c, -1)
    count = torch.zeros(n * most).index_add_(0, at, torch.ones(at.numel())).clamp(min=1)
    mean = torch.zeros(c, n * most).index_add_(1, at, error) / count
    inside = (region.flatten() > 0).float()
    return ((error - mean[:, at]).abs() * inside).sum() / (c * inside.sum() + 1)


def correspondence(origins, target):
    """Two losses against the known match of self-references: cross entropy of attention [N,Tq,Tk], and the
    distance of places [N,2,Tq] from where the right ones of the keys at [N,2,Tk] lie.

    The right keys of a query token are those whose origin lies within about a token of its own; tokens
    of paper, and of references of another picture, say nothing.
    """
    query, key, pitch = (o.flatten(2) if o.dim() > 1 else o for o in origins)
    coloured = (F.avg_pool2d(target, 8).amin(1).flatten(1) < 0.95) & (query[:, 0] < 1e4)
    d2 = (query[:, :, :, None] - key[:, :, None, :]).div(pitch[:, None, None, None]).pow(2).sum(1)
    right = torch.exp(-d2 / (2 * 0.6**2))
    mass = right.sum(-1)
    known = (coloured & (mass > 0.3)).float()
    right = right / (mass[..., None] + 1e-6)

    def mean(each):
        return (each * known).sum() / (known.sum() + 1)

    def entropy(weight):
        return mean(-(right * torch.log(weight[..., : key.shape[2]] + 1e-12)).sum(-1))

    def distance(place, at):
        goal = torch.einsum("bij,bdj->bdi", right, at[..., : key.shape[2]])
        return mean((place - goal).abs().mean(1))

    return entropy, distance


def progress(a, minutes, step):
    """How much of the budget is spent, 0-1 and beyond."""
    return step / a.steps if a.steps else minutes / a.minutes


def rate(peak, step, done, warm=200):
    return peak * min(1, (step + 1) / warm) * max(0.01, 0.5 * (1 + math.cos(math.pi * min(1, done))))


def temper(network, norms):
    """Holds each parameter's gradient to 3 x its running norm; returns those that were 30 x too large.

    One layer's bad gradient would otherwise pass as a large total, or spoil Adam's state for
    hundreds of steps.
    """
    odd = []
    for name, p in network.named_parameters():
        if p.grad is None:
            continue
        n = float(p.grad.norm())
        if n == 0:  # it had no part in this step
            continue
        usual = norms.get(name, n)
        if not math.isfinite(n):
            p.grad.zero_()
            odd.append((name, n, usual))
            continue
        if n > 30 * usual:
            odd.append((name, n, usual))
        if n > 3 * usual:
            p.grad.mul_(3 * usual / n)
        norms[name] = 0.97 * usual + 0.03 * min(n, 3 * usual) + 1e-12
    return odd[:4]


def save(path, **state):
    torch.save(state, path + ".part")
    os.replace(path + ".part", path)


def options(description, minutes, peak, **more):
    """A trainer's command line, acted upon as far as all trainers do; more holds the arguments of further options."""
    p = argparse.ArgumentParser(description=description)
    p.add_argument("--data", required=True, help="folder with index.tsv, train/ and val/")
    p.add_argument("--out", required=True, help="checkpoint, read and written")
    p.add_argument("--minutes", type=float, default=minutes, help="wall-clock budget of the whole schedule")
    p.add_argument("--steps", type=int, help="budget in steps in place of minutes: for a machine that is shared, where minutes say little")
    p.add_argument("--cache", default=os.path.join(os.path.expanduser("~"), ".cache", "keyline-train"))
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--peak", type=float, default=peak, help="learning rate at its highest")
    p.add_argument("--start", help="weights (safetensors) to begin from where there is no checkpoint")
    for name, words in more.items():
        p.add_argument("--" + name, **words)
    a = p.parse_args()
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "30000")  # of 1,024 this many sizes throw all out
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    prepare(a.data, a.cache, "train")
    return a


def corrected(g, last, ink, hints, refs, target, rng):
    """Hints as a person adds them: where the output is wrong, round after round."""
    for _ in range(rng.randint(1, 3)):
        with torch.no_grad(), torch.cpu.amp.autocast(dtype=torch.bfloat16):
            y = g(last(ink), last(hints), [last(r) for r in refs])["y"].float()
        hints = dabs(hints, y, target, ink, rng)
    return hints


def main():
    a = options(__doc__.splitlines()[0], 80, PEAK)
    g = Colorizer().to(memory_format=torch.channels_last)
    if a.start and not os.path.exists(a.out):
        g.load_state_dict(read(a.start))
    average = {k: v.clone() for k, v in g.state_dict().items()}
    temps = [g.temp, g.temp2]
    looking = list(g.where.parameters())  # one layer that must grow from zero
    rest = [p for n, p in g.named_parameters() if not n.startswith(("temp", "where"))]
    groups = [dict(params=rest, pace=1), dict(params=looking, pace=4), dict(params=temps, pace=20, weight_decay=0)]
    optimizer = torch.optim.AdamW(groups, a.peak, betas=(0.9, 0.995), weight_decay=1e-3)
    step, spent = 0, 0.0
    if os.path.exists(a.out):
        s = torch.load(a.out, map_location="cpu")
        g.load_state_dict(s["weights"])
        average, step, spent = s["average"], s["step"], s["minutes"]
        optimizer.load_state_dict(s["optimizer"])
        print(f"resumed at step {step}, minute {spent:.1f}", flush=True)
    batches = Panels(Pictures(a.cache, "train"), a.seed + step, COMPOSED, minutes=a.minutes, late=progress(a, spent, step), clock=None if a.steps else time.monotonic)
    loader = torch.utils.data.DataLoader(batches, batch_size=None, num_workers=1, prefetch_factor=6)
    begin, mean, seen, skipped, usual, careful, norms = time.monotonic(), {}, 0, 0, 1.0, 1.0, {}
    good = copy.deepcopy((g.state_dict(), optimizer.state_dict()))
    last = lambda x: x.contiguous(memory_format=torch.channels_last)
    rng = random.Random(a.seed + step)
    for ink, hints, refs, target, origins in loader:
        minutes = spent + (time.monotonic() - begin) / 60
        if progress(a, minutes, step) >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["pace"] * careful * rate(a.peak, step, progress(a, minutes, step))
        decode = rng.random() < DECODED
        if rng.random() < DABBED:
            hints, decode = corrected(g, last, ink, hints, refs, target, rng), True
        with torch.cpu.amp.autocast(dtype=torch.bfloat16):
            out = g(last(ink), last(hints), [last(r) for r in refs], (torch.rand(len(ink)) > UNPLACED).float(), decode)
        parts = match_loss(out, origins, target)
        if decode:
            parts.update(losses(out["y"].float(), ink, target))
            parts["even"] = 0.5 * unevenness(out["y"].float(), target, origins[3])
        loss = sum(parts.values())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        odd = temper(g, norms)
        if odd:
            print(step, "tempered:", odd, tuple(ink.shape), [tuple(r.shape[2:]) for r in refs], flush=True)
        norm = float(torch.nn.utils.clip_grad_norm_(g.parameters(), 1.2 * usual if step > 50 else 0.3))
        if not math.isfinite(norm) or norm > 20 * usual or loss.item() > 4 * sum(mean[k] for k in parts if k in mean) > 0 and step > 20:
            skipped += 1
            print(step, f"skipped: loss {loss.item():.3g}, gradient {norm:.3g}, usually {usual:.3g}", flush=True)
            if skipped >= 5:  # it has diverged: back to the last good state, more carefully
                g.load_state_dict(good[0])
                optimizer.load_state_dict(copy.deepcopy(good[1]))
                careful, skipped = careful * 0.7, 0
                print(step, f"went back, rate x {careful:.2f}", flush=True)
            continue
        usual = 0.98 * usual + 0.02 * min(norm, 3 * usual)
        skipped = 0
        optimizer.step()
        if step % 200 == 0:
            good = copy.deepcopy((g.state_dict(), optimizer.state_dict()))
        step, seen = step + 1, seen + len(ink)
        with torch.no_grad():
            d = min(AVERAGE, step / (step + 10))
            for k, v in g.state_dict().items():
                average[k].lerp_(v, 1 - d)
        for k, v in parts.items():
            mean[k] = 0.98 * mean.get(k, v.item()) + 0.02 * v.item()
        if step % 100 == 0:
            now = time.monotonic() - begin
            print(step, f"min {minutes:.1f}", {k: round(v, 4) for k, v in mean.items()}, f"{seen / now:.1f} pictures/s", "temp", [round(float(t), 1) for t in (*g.temp, *g.temp2)], f"gradient {usual:.2f}", flush=True)
        if step % 200 == 0:
            save(a.out, weights=g.state_dict(), average=average, optimizer=optimizer.state_dict(), step=step, minutes=minutes)
    save(a.out, weights=g.state_dict(), average=average, optimizer=optimizer.state_dict(), step=step, minutes=spent + (time.monotonic() - begin) / 60)


if __name__ == "__main__":
    main()
