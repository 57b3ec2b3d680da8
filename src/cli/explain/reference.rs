//! The pages of `docs/reference/`, written from the tables.

use super::article::Article;
use super::{markdown, pages, protocol, registry, tables};
use crate::proto::ALL;
use crate::spec::text;

/// A page: its path below `docs/reference/`, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// `ipv4.md`, or `registries/ethertype.md`.
    pub path: String,
    /// Markdown.
    pub text: String,
}

/// Every page, the index among them.
pub fn pages() -> Vec<Page> {
    let mut pages = vec![];
    let mut index = String::new();
    let mut add = |heading: Option<(&str, &str)>, path: String, article: &Article, index: &mut String| {
        if let Some((en, zh)) = heading {
            index.push_str(&format!("\n## {en} · {zh}\n\n"));
        }
        index.push_str(&format!("- [{}]({path}): {}\n", article.topic, article.title.en));
        pages.push(Page { path, text: page(article) });
    };
    for (i, page) in pages::PAGES.iter().enumerate() {
        let heading = (i == 0).then_some(("Pages", "专题"));
        add(heading, format!("{}.md", page.key), &(page.article)(), &mut index);
    }
    for (i, protocol) in ALL.iter().enumerate() {
        let heading = (i == 0).then_some(("Protocols", "协议"));
        add(heading, format!("protocols/{}.md", protocol.key), &protocol::article(protocol), &mut index);
    }
    let mut registries: Vec<Article> = tables::registries().into_iter().map(registry::article).collect();
    registries.extend(tables::words().into_iter().map(registry::words_article));
    registries.sort_by(|a, b| a.topic.cmp(&b.topic));
    for (i, article) in registries.iter().enumerate() {
        let heading = (i == 0).then_some(("Registries", "登记表"));
        add(heading, format!("registries/{}.md", article.topic), article, &mut index);
    }
    let about = text(
        "What `netlab explain` says, as pages. They are written from the tables that decode frames: `UPDATE=1 cargo test --test reference` writes them anew. [json.md](json.md) describes `netlab explain --json`.",
        "`netlab explain` 的内容，写成网页。它们由解码帧的表生成：`UPDATE=1 cargo test --test reference` 重新生成。[json.md](json.md) 说明 `netlab explain --json`。",
    );
    let text = format!("# Reference · 参考\n\n{}\n\n{}\n{index}", about.en, about.zh);
    pages.push(Page { path: "README.md".into(), text });
    pages
}

fn page(article: &Article) -> String {
    markdown::article(article, 1)
}
