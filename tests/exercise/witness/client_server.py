"""The exercises of the topic client-server."""
import fractions

from .shared import addresses, segment, solves


@solves('client-server-kinds')
def client_server_kinds(given, frames):
    kinds = given['kinds'].split()
    letters = {kind: {'abcde'[i] for i, word in enumerate(kinds) if word == kind} for kind in ('browser', 'program')}
    show = lambda chosen: ' '.join(sorted(chosen)) or 'none'
    return {'served': show(letters['browser'] | letters['program']), 'browsed': show(letters['browser'])}


@solves('client-server-who')
def client_server_who(given, frames):
    [opening] = [frame for frame in frames if segment(frame)[4] == 2]
    return {'client': addresses(opening)[0], 'port': str(segment(opening)[1])}


@solves('client-server-reply')
def client_server_reply(given, frames):
    (source, destination), (own, other, *_) = addresses(frames[0]), segment(frames[0])
    return {'src': destination, 'src_port': str(other), 'dst': source, 'dst_port': str(own)}


@solves('client-server-sharing')
def client_server_sharing(given, frames):
    clients, file, server, down, up = (fractions.Fraction(given[key]) for key in ('clients', 'file', 'server', 'down', 'up'))

    def shown(seconds):
        whole, rest = divmod(int(seconds * 10 ** 9), 10 ** 9)
        return f'{whole}.{rest:09d}'.rstrip('0').rstrip('.') + ' s'
    return {'server': shown(max(clients * file / server, file / down)),
            'peers': shown(max(file / server, file / down, clients * file / (server + clients * up)))}
