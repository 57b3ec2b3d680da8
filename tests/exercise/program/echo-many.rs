// Lines come back in capitals, a thread for each client.
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::{env, io, thread};

fn serve(client: TcpStream) -> io::Result<()> {
    let mut output = client.try_clone()?;
    let mut input = BufReader::new(client);
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\r', '\n']);
        if text == "exit" {
            break;
        }
        output.write_all((text.to_uppercase() + "\n").as_bytes())?;
        line.clear();
    }
    Ok(())
}

fn main() -> io::Result<()> {
    let here = env::args().nth(1).unwrap_or("127.0.0.1:8000".into());
    for client in TcpListener::bind(here)?.incoming() {
        match client {
            Ok(client) => drop(thread::spawn(|| serve(client))),
            Err(error) => eprintln!("{error}"),
        }
    }
    Ok(())
}
