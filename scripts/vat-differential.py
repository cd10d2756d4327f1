#!/usr/bin/env python3
"""Holds the VAT rules of the crate `domain` against python-stdnum, a second opinion written by others.

    pip install python-stdnum
    cargo build -p domain --example vat_check
    scripts/vat-differential.py target/debug/examples/vat_check

Thousands of candidates per country come from a fixed seed: plain digits, the shapes of the country, right numbers, and
right numbers with one slip. Every difference is printed, and the exit code is 1 if there is one.
"""

import random
import string
import subprocess
import sys
from collections import Counter

from stdnum.eu import vat

SEED = 20261122
SHAPED = 2000
RIGHT = 400
TRIES = 80_000

# What a shape is made of: 9 a digit, a a letter, y a date as YYMMDD with the month a woman or another century may have,
# d a plain date as DDMMYY, n a plain one as YYMMDD, c a Romanian county, anything else itself.
SHAPES = {
    "AT": ["U99999999"],
    "BE": ["0999999999", "1999999999", "999999999", "9999999999"],
    "BG": ["999999999", "9999999999", "y9999"],
    "CY": ["99999999a", "12999999a"],
    "CZ": ["99999999", "699999999", "999999999", "y999", "y9999"],
    "DE": ["999999999"],
    "DK": ["99999999"],
    "EE": ["999999999"],
    "EL": ["999999999", "99999999"],
    "ES": ["99999999a", "X9999999a", "Y9999999a", "Z9999999a", "K9999999a", "M9999999a", "a99999999", "a9999999a"],
    "FI": ["99999999"],
    "FR": ["99999999999", "a9999999999", "9a999999999", "aa999999999", "99000999999", "a9000999999"],
    "HR": ["99999999999"],
    "HU": ["99999999"],
    "IE": ["9999999a", "9999999aa", "9a99999a", "9+99999a", "9*99999a", "9a99999aa"],
    "IT": ["99999990999", "99999999999", "99999991009", "99999998889", "00000009999"],
    "LT": ["999999919", "999999999919", "999999999"],
    "LU": ["99999999"],
    "LV": ["99999999999", "32999999999", "d99999"],
    "MT": ["99999999"],
    "NL": ["999999999B99", "999999999B01", "99999999B01", "000099999B99"],
    "PL": ["9999999999"],
    "PT": ["999999999"],
    "RO": ["99", "9999", "99999999", "9999999999", "1nc9999", "5nc9999", "8nc9999"],
    "SE": ["999999999901"],
    "SI": ["99999999"],
    "SK": ["9999999999", "y9999"],
    "XI": ["999999999", "999999999999", "099999999", "GD999", "HA999", "GD888899999", "HA888899999", "GD8888999"],
}

# What python-stdnum judges otherwise on purpose. A number here is expected to be refused by our rules.
EXCEPTIONS = {
    # The Crossroads Bank computes the last two digits as 97 - (first eight mod 97), so they are 01 to 97. python-stdnum
    # asks only that the sum is divisible by 97, which lets 00, 98 and 99 pass as well.
    "BE": lambda number: number[-2:] in ("00", "98", "99"),
    # For NL there is no exception to make: python-stdnum, too, accepts mod 97-10 or the elfproef.
}


def fill(shape, rng):
    """A random number of the shape."""
    text = ""
    for sign in shape:
        if sign == "9":
            text += rng.choice(string.digits)
        elif sign == "a":
            text += rng.choice(string.ascii_uppercase)
        elif sign in "ydn":
            year, month, day = rng.randrange(100), rng.randint(1, 12), rng.randint(1, 31)
            month += rng.choice([0, 0, 20, 40, 50, 70]) if sign == "y" else 0
            text += f"{day:02}{month:02}{year:02}" if sign == "d" else f"{year:02}{month:02}{day:02}"
        elif sign == "c":
            text += f"{rng.choice([1, 12, 40, 47, 48, 49, 50, 51, 52, 53, 70, 71, 80, 83, 84]):02}"
        else:
            text += sign
    return text


def slip(number, rng):
    """The number with one thing wrong, as fingers do it."""
    at = rng.randrange(len(number))
    kind = rng.randrange(6)
    if kind == 0:
        return number[:at] + number[at + 1 :]
    if kind == 1:
        return number[:at] + rng.choice(string.digits) + number[at:]
    if kind == 2 and at:
        return number[: at - 1] + number[at] + number[at - 1] + number[at + 1 :]
    letters = string.ascii_uppercase if number[at].isalpha() else string.digits
    return number[:at] + rng.choice(letters) + number[at + 1 :]


def candidates(country, rng):
    """All that is asked about one country."""
    for _ in range(SHAPED // 4):
        yield "".join(rng.choice(string.digits) for _ in range(rng.randint(1, 14)))
    shaped = [fill(rng.choice(SHAPES[country]), rng) for _ in range(SHAPED)]
    yield from shaped
    right = set()
    for shape in SHAPES[country]:
        wanted = len(right) + RIGHT // len(SHAPES[country]) + 1
        for _ in range(TRIES):
            if len(right) >= wanted:
                break
            number = fill(shape, rng)
            if vat.is_valid(country + number):
                right.add(number)
    for number in sorted(right):
        yield number
        yield number.lower()
        at = rng.randrange(len(number))
        yield number[:at] + " " + number[at:]
        for _ in range(4):
            yield slip(number, rng)


def expected(country, number):
    """The verdict our rules should give."""
    if not vat.is_valid(number):
        return False
    return not EXCEPTIONS.get(country, lambda _: False)(vat.compact(number))


def main():
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} PATH_OF_THE_EXAMPLE_vat_check")
    rng = random.Random(SEED)
    asked = [(country, country + number) for country in SHAPES for number in candidates(country, rng)]
    lines = "\n".join(number for _, number in asked) + "\n"
    answer = subprocess.run([sys.argv[1]], input=lines, capture_output=True, text=True, check=True)
    verdicts = [line.rsplit("\t", 1) for line in answer.stdout.splitlines()]
    if [number for number, _ in verdicts] != [number for _, number in asked]:
        sys.exit("the example did not answer each line in turn")
    failed, valid = 0, Counter()
    for (country, number), (_, verdict) in zip(asked, verdicts):
        right = expected(country, number)
        valid[country] += right
        if right != (verdict == "valid"):
            failed += 1
            print(f"{country}: {number!r} is {verdict} here, {'valid' if right else 'invalid'} there")
    # A generator that no longer finds right numbers would prove nothing.
    for country in SHAPES:
        if valid[country] < RIGHT // 2:
            failed += 1
            print(f"{country}: only {valid[country]} right numbers among the candidates")
    print(f"{len(asked) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
