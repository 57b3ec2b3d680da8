//! DHCP and BOOTP messages taken apart: every value as tshark 4 reads it from the same octets, unless said otherwise.

#[path = "common/lines.rs"]
mod lines;

use lines::{assert_cuts_are_tiled, assert_lines, lines, octets, summary};
use netlab::proto::DHCP;
use proptest::prelude::*;

/// An ACK with options of many kinds.
const ACK: &str = "3501053604c0000201330400000e100204ffffb9b02108c6336409c00002023d13ff00001010000100012a2b2c2d02000000\
     1010511305ffff027063076578616d706c6503636f6d0052140106657468302f31020200110504c000020013006c04000007\
     08721568747470733a2f2f3139322e302e322e312f617069771b03656e67056170706c6503636f6d00096d61726b6574696e\
     67c004780501c0000205791500c0000201180a0102c000020211ac1080000000007d0b00000de90604046162636400e00201\
     02ff0000";
/// What a PXE client sends.
const PXE: &str = "3501013c20505845436c69656e743a417263683a30303030373a554e44493a3030333031362b1f06010b0807000001c00002\
     0709080000054c6f63616c0a06055072657373ff5d0200075e03010310611100000102030405060708090a0b0c0d0e0f4d04\
     69505845370501030642fc390205b8ff";
/// tcpdump.org's dhcp-rfc3004.pcap, frame 1: a DISCOVER with user classes.
const USER_CLASSES: &str = "0101060006e328640000000000000000000000000000000000000000000c291f740600000000000000000000000000000000\
     0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\
     0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\
     0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\
     000000000000000000000000000000000000000000000000000000000000000000000000638253633501013204c0a8010437\
     07011c02030f060c4d25077375626f707431117375626f7074322d3132333435363738390a7375626f7074332d3132ff0000";

/// A message as a server sends it, with the given octets in `sname`, `file` and `options`.
fn message(sname: &[u8], file: &[u8], options: &[u8]) -> Vec<u8> {
    let mut message = octets("020106003903f3260000000000000000c000020a0000000000000000020000001010");
    message.resize(44, 0);
    message.extend(sname);
    message.resize(108, 0);
    message.extend(file);
    message.resize(236, 0);
    message.extend([99, 130, 83, 99]);
    message.extend(options);
    message
}

#[test]
fn the_fixed_fields_and_the_options_of_an_ack() {
    let message = message(&[], &[], &octets(ACK));
    assert_eq!(summary(&message, &DHCP), "DHCP ACK xid 0x3903f326 yiaddr 192.0.2.10");
    let lines = lines(&message, &DHCP);
    assert_lines(
        &lines,
        &[
            "dhcp.op = 2 BOOTREPLY",
            "dhcp.htype = 1 Ethernet",
            "dhcp.hlen = 6",
            "dhcp.broadcast = 0",
            "dhcp.yiaddr = 192.0.2.10",
            "dhcp.chaddr = 02:00:00:00:10:10",
            "dhcp.chaddr_padding = 00000000000000000000",
            "dhcp.sname = \"\"",
            "dhcp.options.0.message_type.type = 5 DHCPACK",
            "dhcp.options.1.server_id.address = 192.0.2.1",
            "dhcp.options.2.lease_time.seconds = 3600",
            "dhcp.options.3.time_offset.offset = -18000",
            "dhcp.options.4.static_route.routes.0.route.destination = 198.51.100.9",
            "dhcp.options.4.static_route.routes.0.route.router = 192.0.2.2",
            "dhcp.options.5.client_id.type = 255 IAID and DUID",
            "dhcp.options.5.client_id.duid_type = 1 DUID-LLT",
            "dhcp.options.5.client_id.time = 707472429",
            "dhcp.options.5.client_id.address = 02:00:00:00:10:10",
            "dhcp.options.6.client_fqdn.e = 1",
            "dhcp.options.6.client_fqdn.s = 1",
            "dhcp.options.6.client_fqdn.name = \"pc.example.com.\"",
            "dhcp.options.7.relay_agent.suboptions.0.circuit_id.data = 657468302f31",
            "dhcp.options.7.relay_agent.suboptions.2.link_selection.address = 192.0.2.0",
            "dhcp.options.8.ipv6_only.seconds = 1800",
            "dhcp.options.9.captive_portal.text = \"https://192.0.2.1/api\"",
            "dhcp.options.11.sip_servers.addresses.0.address = 192.0.2.5",
            "dhcp.options.13.vendor_information.vendors.0.vendor.suboptions.0.suboption.data = 61626364",
            "dhcp.options.14.pad.code = 0 Pad",
            "dhcp.options.15.option.data = 0102",
            "dhcp.options.16.end.code = 255 End",
            "dhcp.options.padding = 0000",
        ],
    );
}

#[test]
fn names_count_their_pointers_from_the_start_of_the_option() {
    // RFC 3397 §2 has this very example, in two pieces
    let message = message(&[], &[], &octets(ACK));
    assert_lines(
        &lines(&message, &DHCP),
        &[
            "dhcp.options.10.domain_search.names.0.name = \"eng.apple.com.\"",
            "dhcp.options.10.domain_search.names.1.name = \"marketing.apple.com.\"",
        ],
    );
}

#[test]
fn a_route_writes_only_the_octets_its_prefix_needs() {
    let message = message(&[], &[], &octets(ACK));
    let lines = lines(&message, &DHCP);
    let routes = "dhcp.options.12.classless_routes.routes";
    assert_lines(
        &lines,
        &[
            &format!("{routes}.0.route.width = 0"),
            &format!("{routes}.0.route.router = 192.0.2.1"),
            &format!("{routes}.1.route.width = 24"),
            &format!("{routes}.1.route.destination = 10.1.2.0"),
            &format!("{routes}.2.route.width = 17"),
            &format!("{routes}.2.route.destination = 172.16.128.0"),
            &format!("{routes}.2.route.router = 0.0.0.0"),
        ],
    );
    assert!(
        !lines.iter().any(|line| line.contains("classless_routes.routes.0.route.destination")),
        "a default route has none"
    );
}

#[test]
fn what_a_pxe_client_says() {
    let mut message = message(&[], &[], &octets(PXE));
    message[0] = 1;
    message[10] = 0x80;
    message[16..20].fill(0);
    assert_eq!(summary(&message, &DHCP), "DHCP DISCOVER xid 0x3903f326");
    let vendor = "dhcp.options.2.vendor_specific.suboptions";
    assert_lines(
        &lines(&message, &DHCP),
        &[
            "dhcp.broadcast = 1",
            "dhcp.options.1.class_id.text = \"PXEClient:Arch:00007:UNDI:003016\"",
            &format!("{vendor}.0.discovery_control.only_file = 1"),
            &format!("{vendor}.0.discovery_control.only_listed = 0"),
            &format!("{vendor}.0.discovery_control.no_broadcast = 1"),
            &format!("{vendor}.1.boot_servers.types.0.entry.addresses.0.address = 192.0.2.7"),
            &format!("{vendor}.2.boot_menu.items.0.item.data = \"Local\""),
            &format!("{vendor}.3.menu_prompt.timeout = 5"),
            "dhcp.options.3.client_system.architectures.0.type = 7 x64 UEFI",
            "dhcp.options.4.client_ndi.major = 3",
            "dhcp.options.4.client_ndi.minor = 16",
            "dhcp.options.5.uuid.identifier = 000102030405060708090a0b0c0d0e0f",
            // not in the form of RFC 3004, as tshark remarks too
            "dhcp.options.6.user_class.text = \"iPXE\"",
            "dhcp.options.7.parameter_list.codes.3.code = 66 Server-Name",
            "dhcp.options.8.max_message_size.size = 1464",
        ],
    );
    // without the PXE class the vendor's octets are nobody's to read
    let start = message.iter().position(|octet| *octet == b'P').expect("the class");
    message[start] = b'p';
    assert_lines(
        &lines(&message, &DHCP),
        &[
            "dhcp.options.2.vendor_specific.data = 06010b0807000001c000020709080000054c6f63616c0a06055072657373ff",
        ],
    );
}

#[test]
fn user_classes_as_rfc_3004_wants_them() {
    let message = octets(USER_CLASSES);
    assert_eq!(summary(&message, &DHCP), "DHCP DISCOVER xid 0x06e32864");
    assert_lines(
        &lines(&message, &DHCP),
        &[
            "dhcp.options.1.requested_address.address = 192.168.1.4",
            "dhcp.options.2.parameter_list.codes.1.code = 28 Broadcast Address",
            "dhcp.options.3.user_class.classes.0.class.len = 7",
            "dhcp.options.3.user_class.classes.0.class.data = \"subopt1\"",
            "dhcp.options.3.user_class.classes.1.class.data = \"subopt2-123456789\"",
            "dhcp.options.3.user_class.classes.2.class.data = \"subopt3-12\"",
        ],
    );
}

/// tshark 4.0 takes such a message for malformed; the values are RFC 3397's own example, cut in three.
#[test]
fn pieces_in_options_file_and_sname_are_joined_in_that_order() {
    let options = octets("350102340103770503656e6705ff");
    let file = octets("770f6170706c6503636f6d00096d61726bff");
    let sname = octets("0c02706377076574696e67c004ff");
    let message = message(&sname, &file, &options);
    assert_lines(
        &lines(&message, &DHCP),
        &[
            "dhcp.options.1.overload.fields = 3 file and sname",
            "dhcp.options.2.domain_search.piece = 03656e6705",
            "dhcp.file_options.0.domain_search.piece = 6170706c6503636f6d00096d61726b",
            "dhcp.sname_options.0.hostname.text = \"pc\"",
            "dhcp.sname_options.1.domain_search.piece = 6574696e67c004",
            "dhcp.domain_search = \"eng.apple.com., marketing.apple.com.\" (derived)",
        ],
    );
    assert_cuts_are_tiled(&message, &DHCP);
}

#[test]
fn other_options_in_pieces_are_joined_too() {
    // 3 router, cut within an address; 12 host name; 224, of which nothing is known
    let options = octets("0306c0000201c000 03020202 0c027063 0c0173 e00101 e00102 ff");
    let message = message(&[], &[], &options);
    assert_lines(
        &lines(&message, &DHCP),
        &[
            "dhcp.router = \"192.0.2.1, 192.0.2.2\" (derived)",
            "dhcp.hostname = \"pcs\" (derived)",
            "dhcp.option = \"01 02\" (derived)",
        ],
    );
}

#[test]
fn bootp_has_a_vendor_area_without_a_cookie() {
    let mut message = message(&[], b"boot.img", &[]);
    message[0] = 1;
    message[2] = 20;
    message.truncate(236);
    message.resize(300, 0);
    message[16..20].fill(0);
    assert_eq!(summary(&message, &DHCP), "BOOTP REQUEST xid 0x3903f326");
    let lines = lines(&message, &DHCP);
    assert_lines(
        &lines,
        &[
            "dhcp.hlen = 20",
            "dhcp.chaddr = 02000000101000000000000000000000",
            "dhcp.file = \"boot.img\"",
            &format!("dhcp.vend = {}", "00".repeat(64)),
        ],
    );
}

#[test]
fn a_hardware_address_may_have_any_length_that_fits() {
    let mut message = message(&[], &[], &[53, 1, 3, 255]);
    for (hlen, wanted) in [
        (0, "dhcp.chaddr_padding = 02000000101000000000000000000000"),
        (1, "dhcp.chaddr = 02"),
        (8, "dhcp.chaddr_padding = 0000000000000000"),
        (16, "dhcp.chaddr = 02000000101000000000000000000000"),
        (255, "dhcp.chaddr = 02000000101000000000000000000000"),
    ] {
        message[2] = hlen;
        assert_lines(&lines(&message, &DHCP), &[wanted, "dhcp.options.0.message_type.type = 3 DHCPREQUEST"]);
        assert_cuts_are_tiled(&message, &DHCP);
    }
}

#[test]
fn every_cut_is_named_to_its_last_bit() {
    for options in [ACK, PXE] {
        assert_cuts_are_tiled(&message(&[], &[], &octets(options)), &DHCP);
    }
    assert_cuts_are_tiled(&octets(USER_CLASSES), &DHCP);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Any octets as options, wherever they stand.
    #[test]
    fn any_options_are_tiled(
        options in prop::collection::vec(any::<u8>(), 0..120),
        file in prop::collection::vec(any::<u8>(), 0..128),
        overload in 0u8..5,
    ) {
        let options = [&[52, 1, overload][..], &options].concat();
        let message = message(&file[file.len() / 2..], &file, &options);
        lines::assert_tiled(&message, &DHCP);
    }

    /// Any value of any option.
    #[test]
    fn any_value_is_tiled(code in any::<u8>(), value in prop::collection::vec(any::<u8>(), 0..64)) {
        let options = [&[code, value.len() as u8][..], &value].concat();
        lines::assert_tiled(&message(&[], &[], &options), &DHCP);
    }
}

#[test]
fn many_pieces_take_no_long_time() {
    // 8000 options before two pieces of option 119, then 8000 more pieces
    let mut options = [12, 0].repeat(8000);
    options.extend([119, 0].repeat(8000));
    let message = message(&[], &[], &options);
    let begin = std::time::Instant::now();
    assert!(!lines(&message, &DHCP).is_empty());
    assert!(begin.elapsed().as_secs() < 20, "{:?}", begin.elapsed());
}
