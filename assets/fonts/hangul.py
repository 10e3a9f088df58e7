"""Puts Hangul from Noto Sans KR beside Inter's Latin, in one font: Fyne asks a theme for
one font a style, and what that lacks it takes from the system, where there may be none.

    python3 hangul.py NOTO.ttc INTER.otf OUT.otf NAME

Inter's glyphs stay as they are, to the bit. The syllables are the 2,350 of KS X 1001.
"""

import sys

from fontTools import subset
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTCollection, TTFont

FAMILY = "Noto Sans CJK KR"


def wanted():
    """The characters that are taken from Noto: syllables, letters, punctuation."""
    syllables = [bytes((a, b)).decode("euc_kr") for a in range(0xB0, 0xC9) for b in range(0xA1, 0xFF)]
    letters = [chr(c) for c in range(0x3131, 0x3164)]
    return {ord(c) for c in syllables + letters + list("　、。〈〉《》「」『』【】〜・")}


def korean(path):
    """The Korean font of a collection, cut down to what is wanted."""
    for font in TTCollection(path, lazy=True).fonts:
        if font["name"].getDebugName(4).startswith(FAMILY):
            break
    else:
        sys.exit(f"{path} has no {FAMILY}")
    options = subset.Options(layout_features=[], desubroutinize=True, notdef_outline=False)
    cut = subset.Subsetter(options)
    cut.populate(unicodes=wanted())
    cut.subset(font)
    return font


def merge(noto, inter):
    """Adds noto's glyphs to inter's, scaled to its units."""
    scale = inter["head"].unitsPerEm / noto["head"].unitsPerEm
    top = inter["CFF "].cff.topDictIndex[0]
    shapes, have, added = noto.getGlyphSet(), inter.getBestCmap(), {}
    for code, glyph in sorted(noto.getBestCmap().items()):
        if code in have:
            continue
        name, width = f"uni{code:04X}", round(noto["hmtx"][glyph][0] * scale)
        pen = T2CharStringPen(width - top.Private.nominalWidthX, None)
        shapes[glyph].draw(TransformPen(pen, (scale, 0, 0, scale, 0, 0)))
        shape = pen.getCharString(top.Private, top.GlobalSubrs)
        top.CharStrings.charStrings[name] = len(top.CharStrings.charStringsIndex)
        top.CharStrings.charStringsIndex.append(shape)
        top.charset.append(name)
        inter["hmtx"].metrics[name] = (width, round(noto["hmtx"][glyph][1] * scale))
        added[code] = name
    inter.setGlyphOrder(top.charset)
    for table in inter["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(added)
    return len(added)


def rename(font, name):
    for record in font["name"].names:
        record.string = record.toUnicode().replace("Inter", name)


def main(noto, inter, out, name):
    font = TTFont(inter, recalcTimestamp=False)
    font.ensureDecompiled()
    count = merge(korean(noto), font)
    rename(font, name)
    font.save(out)
    print(f"{out}: {count} glyphs added")


if __name__ == "__main__":
    main(*sys.argv[1:])
