//! A filter says how high it asks, and what is above need not be looked at.

use netlab::filter::Filter;
use netlab::packet::Dissector;
use netlab::proto;
use netlab::sample::SAMPLES;
use netlab::spec::OsiLayer;

/// A dissector that is told to stay low finds the low layers as one that goes all the way, so a filter that asks about
/// those alone may use it.
#[test]
fn what_is_not_looked_at_hides_nothing_below() {
    for highest in [OsiLayer::Transport, OsiLayer::Presentation] {
        for sample in SAMPLES {
            for frame in sample.frames() {
                let root = proto::root(sample.link);
                let layers = |mut dissector: Dissector| -> Vec<(&str, usize, usize)> {
                    let stack = dissector.dissect(&frame.octets, frame.octets.len(), None, root);
                    let low = stack.layers.iter().filter(|layer| layer.protocol.layer <= highest);
                    low.map(|layer| (layer.protocol.key, layer.start, layer.body)).collect()
                };
                assert_eq!(layers(Dissector::up_to(highest)), layers(Dissector::new()), "{}", sample.name);
            }
        }
    }
}

#[test]
fn a_filter_knows_how_high_it_asks() {
    for (source, highest) in [
        ("frame.len > 60", OsiLayer::DataLink),
        ("arp or ipv4.ttl < 3", OsiLayer::Network),
        ("not tcp.dst_port == 80 and ipv4", OsiLayer::Transport),
        ("tcp or dns", OsiLayer::Application),
        ("finding", OsiLayer::Application),
    ] {
        assert_eq!(Filter::parse(source).expect(source).highest(), highest, "{source}");
    }
}
