"""The exercises of the topic delay."""
import fractions

from .shared import Near, octets, rate, solves


def duration(text):
    number, unit = text.split()
    return fractions.Fraction(number) * {'s': 1, 'ms': fractions.Fraction(1, 1000), 'us': fractions.Fraction(1, 10 ** 6),
                                         'ns': fractions.Fraction(1, 10 ** 9)}[unit]


@solves('delay-send')
def delay_send(given, frames):
    send = fractions.Fraction(int(given['octets']) * 8, int(given['rate']))
    travel = fractions.Fraction(int(given['km']) * 1000, 2 * 10 ** 8)
    return {'send': Near(duration, send), 'travel': Near(duration, travel), 'total': Near(duration, send + travel)}


@solves('delay-store')
def delay_store(given, frames):
    one = fractions.Fraction(int(given['octets']) * 8, int(given['rate']))
    links = [0] * int(given['links'])
    arrivals = []
    for _ in range(int(given['packets'])):
        ready = 0
        for i, free in enumerate(links):
            ready = links[i] = max(ready, free) + one
        arrivals.append(ready)
    return {'first': Near(duration, arrivals[0]), 'last': Near(duration, arrivals[-1])}


@solves('delay-product')
def delay_product(given, frames):
    bits = fractions.Fraction(int(given['ms']), 1000) * int(given['rate'])
    return {'bits': str(bits), 'octets': str(bits / 8)}


@solves('delay-window')
def delay_window(given, frames):
    through = min(int(given['rate']), fractions.Fraction(int(given['octets']) * 8 * 1000, int(given['ms'])))
    return {'throughput': Near(rate, through),
            'share': Near(lambda text: fractions.Fraction(text.split()[0]), through * 100 / int(given['rate']))}


@solves('delay-bottleneck')
def delay_bottleneck(given, frames):
    through = min(fractions.Fraction(int(given['middle']), int(given['users'])), int(given['first']), int(given['last']))
    return {'throughput': Near(rate, through), 'time': Near(duration, int(given['megabytes']) * 8 * 10 ** 6 / through)}


@solves('delay-greater')
def delay_greater(given, frames):
    answers = {}
    for key, cable in zip(['first', 'second', 'third'], given['cables'].split()):
        octets, speed, km = map(int, cable.split(','))
        answers[key] = 'a' if octets * 8 / speed > km * 1000 / 2e8 else 'b'
    return answers
