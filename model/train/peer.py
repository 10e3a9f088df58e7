"""Keyline's speed beside PyTorch's (oneDNN) and G'MIC's, in turns on one machine; prints ratios.

    python3 peer.py --kernel ../../bin/kernel.test --model ../../bin/model.test --cli ../../bin/keyline-cli

The two test binaries are `go test -c` of model/kernel and model; their benchmarks run the same
convolutions and the same whole networks, with the shipped weights. Every figure is the median of
ROUNDS rounds; in each round the rivals take turns. `make bench-peer` does all of it.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import tempfile
import time

import numpy as np
import torch
from PIL import Image, ImageDraw

from export import read
from net import Colorizer, Enhancer

HERE = os.path.dirname(os.path.abspath(__file__))
ROUNDS, THREADS, SECONDS = 5, 2, 0.15
SHAPES = [(32, 32, 128), (64, 64, 64), (64, 64, 128), (128, 128, 64)]  # channels in and out, side
SIDE, WINDOW = 384, 304  # px, of what G and E see
LAYOUTS = {"nchw": torch.contiguous_format, "nhwc": torch.channels_last}

PEAK = r"""
#include <immintrin.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>
static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec + 1e-9 * t.tv_nsec; }
static void *work(void *rate) {
    __m512 a[24], x = _mm512_set1_ps(1.0001f), y = _mm512_set1_ps(.5f);
    for (int i = 0; i < 24; i++) a[i] = _mm512_set1_ps(i);
    double start = now();
    for (long k = 0; k < 10000000; k++) {
#pragma GCC unroll 24
        for (int i = 0; i < 24; i++) a[i] = _mm512_fmadd_ps(x, y, a[i]);
        __asm__ volatile("" ::"v"(a[0]));
    }
    for (int i = 1; i < 24; i++) a[0] = _mm512_add_ps(a[0], a[i]);
    volatile float keep = _mm512_reduce_add_ps(a[0]);
    (void)keep;
    *(double *)rate = 1e7 * 24 * 32 / (now() - start) / 1e9;
    return 0;
}
int main(void) {
    pthread_t t; double a, b;
    pthread_create(&t, 0, work, &a); work(&b); pthread_join(t, 0);
    printf("%f\n", a + b);
}
"""


def peak_program(folder):
    """The compiled program that prints the FMA peak of two threads, GFLOP/s; None without AVX-512."""
    if "avx512f" not in open("/proc/cpuinfo").read():
        return None
    with open(folder + "/peak.c", "w") as f:
        f.write(PEAK)
    subprocess.run(["gcc", "-O2", "-mavx512f", "-pthread", "-o", folder + "/peak", folder + "/peak.c"], check=True)
    return folder + "/peak"


def per_call(run):
    """Seconds of one call, over at least SECONDS and three calls."""
    run()
    calls, start = 0, time.perf_counter()
    while calls < 3 or time.perf_counter() - start < SECONDS:
        run()
        calls += 1
    return (time.perf_counter() - start) / calls


def torch_jobs():
    """What PyTorch runs, by name: (name, layout) to a function."""
    jobs = {}
    g, e = Colorizer().eval(), Enhancer().eval()
    g.load_state_dict(read(HERE + "/../../assets/weights/colorizer.safetensors"))
    e.load_state_dict(read(HERE + "/../../assets/weights/enhancer.safetensors"))
    for layout, memory in LAYOUTS.items():
        def at(c, side, memory=memory):
            return torch.rand(1, c, side, side).contiguous(memory_format=memory)

        for cin, cout, side in SHAPES:
            layer = torch.nn.Conv2d(cin, cout, 3, 1, 1).to(memory_format=memory)
            jobs[f"conv {cin}-{cout} {side}", layout] = lambda layer=layer, x=at(cin, side): torch.nn.functional.leaky_relu(layer(x), 0.1)
        ink, hints, ref = at(1, SIDE), torch.zeros_like(at(4, SIDE)), at(3, SIDE)
        jobs["whole G", layout] = lambda net=g, a=(ink, hints, [ref]): net(*a)
        stroke = torch.zeros_like(at(1, WINDOW))
        stroke[..., 140:148, 40:260] = 1
        jobs["whole E", layout] = lambda net=e, a=(at(3, WINDOW), at(1, WINDOW), stroke, at(64, WINDOW // 4)): net(*a)
    return jobs, (g, e)


def torch_round(jobs, nets, bf16=False):
    """Seconds by (name, layout)."""
    out = {}
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
        for (name, layout), run in jobs.items():
            for net in nets:
                net.to(memory_format=LAYOUTS[layout])
            out[name, layout] = per_call(run)
    return out


def go_round(binary, folder):
    """Seconds by name, of the benchmark Peer of a test binary."""
    run = subprocess.run([os.path.abspath(binary), "-test.run", "^$", "-test.bench", "^BenchmarkPeer$", "-test.benchtime", f"{SECONDS}s",
                          "-test.cpu", str(THREADS)], cwd=HERE + folder, check=True, capture_output=True, text=True).stdout
    found = re.findall(r"^BenchmarkPeer/(\S+?)(?:-\d+)?\s+\d+\s+([\d.]+) ns/op", run, re.M)
    return {name.replace("_", " "): float(ns) / 1e9 for name, ns in found}


def networks(binaries, folder):
    jobs, nets = torch_jobs()
    peak, rounds = peak_program(folder), []
    for _ in range(ROUNDS):
        r = {"torch": torch_round(jobs, nets), "bf16": torch_round(jobs, nets, bf16=True)}
        r["ours"] = {**go_round(binaries[0], "/../kernel"), **go_round(binaries[1], "/..")}
        r["peak"] = float(subprocess.run([peak], check=True, capture_output=True, text=True).stdout) if peak else 0.0
        rounds.append(r)
    report(rounds)


def report(rounds):
    def median(f):
        return statistics.median(f(r) for r in rounds)

    top = median(lambda r: r["peak"])
    print(f"medians of {ROUNDS} rounds, {THREADS} threads, PyTorch {torch.__version__}, FMA peak {top:.0f} GFLOP/s")
    print(f"{'':16} {'ours ms':>9} {'nchw ms':>9} {'nhwc ms':>9} {'bf16 ms':>9} {'speed':>7}  GFLOP/s, of peak")
    speeds = []
    for name in rounds[0]["ours"]:
        ours = median(lambda r: r["ours"][name])
        times = {layout: median(lambda r: r["torch"][name, layout]) for layout in LAYOUTS}
        bf16 = median(lambda r: min(r["bf16"][name, layout] for layout in LAYOUTS))
        speed = median(lambda r: min(r["torch"][name, layout] for layout in LAYOUTS) / r["ours"][name])
        line = f"{name:16} {ours * 1e3:9.2f} {times['nchw'] * 1e3:9.2f} {times['nhwc'] * 1e3:9.2f} {bf16 * 1e3:9.2f} {speed:6.2f}x"
        if name.startswith("conv"):
            cin, cout, side = map(int, re.findall(r"\d+", name))
            rate = 18 * cin * cout * side * side / ours / 1e9
            line += f"  {rate:5.0f}" + (f" {rate / top:5.2f}" if top else "")
            speeds.append(speed)
        print(line)
    print(f"convolutions, geometric mean: {statistics.geometric_mean(speeds):.2f} times PyTorch's speed")


FORMS = {"clean": (4, False), "rough": (10, True), "contours missing": (32, False)}


def cartoon(folder, gap, rough, side=1536):
    """A figure of flat areas: line.png, whose outlines break off for 2 x gap px of 512 in places, spots.png with
    a spot in each area. Rough: hatched, with a pencil's grain.
    """
    k = side / 512
    shapes = [
        ((180, 215, 240), [-5, -5, 517, 517], "rectangle", (40, 150)),
        ((150, 190, 110), [-60, 400, 572, 700], "ellipse", (60, 470)),
        ((205, 60, 70), [165, 330, 345, 620], "ellipse", (200, 440)),
        ((110, 70, 45), [125, 40, 385, 340], "ellipse", (150, 190)),
        ((248, 214, 186), [165, 110, 345, 330], "ellipse", (256, 290)),
        ((255, 255, 255), [195, 200, 240, 235], "ellipse", (201, 217)),
        ((255, 255, 254), [272, 200, 317, 235], "ellipse", (278, 217)),
        ((60, 140, 95), [208, 204, 230, 231], "ellipse", (218, 217)),
        ((60, 140, 96), [284, 204, 306, 231], "ellipse", (295, 217)),
        ((200, 75, 85), [232, 270, 280, 290], "ellipse", (256, 280)),
        ((255, 232, 120), [40, 30, 130, 120], "ellipse", (85, 75)),
        ((90, 100, 205), [390, 300, 480, 390], "ellipse", (430, 345)),
    ]
    line, spots = Image.new("L", (side, side), 255), Image.new("RGBA", (side, side), (0, 0, 0, 0))
    for colour, box, kind, (x, y) in shapes:
        box = [v * k for v in box]
        getattr(ImageDraw.Draw(line), kind)(box, fill=255, outline=0, width=round(2.4 * k))
        ImageDraw.Draw(spots).line([(x * k, y * k), ((x + 6) * k, (y + 5) * k)], fill=colour + (255,), width=round(4 * k))
    for x, y in [(345, 220), (165, 470), (390, 345), (85, 120), (256, 40)]:  # the outlines break off there
        ImageDraw.Draw(line).ellipse([(x - gap) * k, (y - gap) * k, (x + gap) * k, (y + gap) * k], fill=255)
    if rough:
        line = pencilled(line, k)
    line.convert("RGB").save(f"{folder}/line.png")
    spots.save(f"{folder}/spots.png")


def pencilled(line, k):
    """The drawing with short hatches on the figure's body and a grain that is stronger in the lines."""
    rng = np.random.default_rng(4)
    for x, y in rng.uniform((205, 400), (300, 480), (36, 2)):
        ImageDraw.Draw(line).line([(x * k, y * k), ((x + 12) * k, (y - 16) * k)], fill=95, width=round(k))
    ink = 255 - np.asarray(line, np.float32)
    paper = 255 - ink * rng.normal(0.78, 0.22, ink.shape).clip(0, 1) + rng.normal(0, 4, ink.shape)
    return Image.fromarray(paper.clip(0, 255).astype(np.uint8))


def gmic(cli, folder):
    """The cartoon in each of its forms, in turns: whole commands from file to file, and the computation alone.

    Both get the lines and the spots of colour.

    G'MIC's computation is what its command takes beyond the same command without the colouring,
    which starts, reads the same files and writes one of them. Ours is measured in the open
    program, from pictures in memory to every pixel.
    """
    cli, pictures = os.path.abspath(cli), ["--sketch", "line.png", "--hints", "spots.png"]
    commands = {
        "ours": [cli, "colorize", *pictures, "--out", "ours.png"],
        "gmic": ["gmic", "spots.png", "line.png", "fx_colorize_lineart_smart", "1,95,0,0,1,24,200,0,75,2,60,20,90,1,10,1,0", "k[2]", "o", "gmic.png"],
        "gmic files": ["gmic", "spots.png", "line.png", "k[1]", "o", "gmic.png"],
        "ours inside": [cli, "bench", *pictures, "--json"],
    }
    for form, kind in FORMS.items():
        cartoon(folder, *kind)
        rounds = [timed(commands, folder) for _ in range(ROUNDS)]
        for what, part in (("file to file", ""), ("computation alone", " inside")):
            pairs = [(r["ours" + part], r["gmic" + part]) for r in rounds]
            ours, theirs, ratio = (statistics.median(v) for v in zip(*((o, g, g / o) for o, g in pairs)))
            print(f"cartoon 1536x1536, {form}, {what}: ours {ours:.2f} s, G'MIC smart coloring {theirs:.2f} s, {ratio:.1f} times as fast")


def timed(commands, folder):
    """One round: what each of the commands takes, s, and both computations."""
    took = {}
    for name, command in commands.items():
        start = time.perf_counter()
        out = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
        took[name] = time.perf_counter() - start
    took["ours inside"] = json.loads(out)["open_ms"] / 1e3
    took["gmic inside"] = took["gmic"] - took["gmic files"]
    return took


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--kernel", required=True)
    p.add_argument("--model", required=True)
    p.add_argument("--cli", required=True)
    p.add_argument("--only", choices=["networks", "gmic"], help="half of it")
    a = p.parse_args()
    torch.set_num_threads(THREADS)
    with tempfile.TemporaryDirectory() as folder:
        if a.only != "gmic":
            networks((a.kernel, a.model), folder)
        if a.only != "networks":
            gmic(a.cli, folder)


if __name__ == "__main__":
    main()
