"""The exercises of the topic dhcp."""
import ipaddress

from .shared import solves


@solves('dhcp-lease')
def dhcp_lease(given, frames):
    return {'t1': f"{int(given['lease']) * 0.5:.0f}", 't2': f"{int(given['lease']) * 0.875:.0f}"}


@solves('dhcp-addresses')
def dhcp_addresses(given, frames):
    everybody = str(ipaddress.ip_network('0.0.0.0/0').broadcast_address)
    return {'d_src': '0.0.0.0', 'd_dst': everybody, 'd_port': '67', 'o_port': '68', 'r_src': '0.0.0.0', 'r_dst': everybody,
            'o_dst': everybody if given['flag'] == '1' else given['offered'], 'a_src': given['server']}


def dhcp_options(frame):
    message = bytes.fromhex(frame)[42:]
    found, at = {}, 240
    while message[at] != 255:
        found[message[at]] = message[at + 2:at + 2 + message[at + 1]]
        at += 2 + message[at + 1]
    return message, found


@solves('dhcp-ack')
def dhcp_ack(given, frames):
    message, options = dhcp_options(frames[0])
    values = {'address': message[16:20], 'router': options[3], 'dns': options[6]}
    answers = {key: str(ipaddress.ip_address(value)) for key, value in values.items()}
    return {**answers, 'lease': str(int.from_bytes(options[51], 'big'))}


@solves('dhcp-chosen')
def dhcp_chosen(given, frames):
    read = [dhcp_options(frame)[1] for frame in frames]
    assert [options[53][0] for options in read] == [1, 2, 2, 3]
    named = {'address': read[3][50], 'server': read[3][54]}
    named['in_vain'] = next(options[54] for options in read[1:3] if options[54] != named['server'])
    return {key: str(ipaddress.ip_address(value)) for key, value in named.items()}
