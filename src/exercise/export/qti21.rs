//! A package of IMS QTI 2.1: a manifest, and a file for each question.

use super::item::{Item, Reply, items};
use super::zip::{File, archive};
use super::{Style, Written};
use crate::exercise::class::Sheet;
use crate::exercise::markup::escaped;
use crate::spec::{Lang, text};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const TEMPLATE: &str = "http://www.imsglobal.org/question/qti_v2p1/rptemplates";

/// The package.
pub fn write(sheets: &[Sheet], style: &Style) -> Written {
    let mut resources = String::new();
    let mut files: Vec<File> = vec![("imsmanifest.xml".into(), Vec::new())];
    for item in sheets.iter().flat_map(|sheet| items(sheet, style.lang)) {
        let name = format!("{}.xml", item.ident);
        let mut dependency = String::new();
        for file in &item.files {
            let path = format!("{}-{}", item.ident, file.name);
            dependency.push_str(&format!("<file href=\"{path}\"/>"));
            files.push((path, file.octets.clone()));
        }
        resources.push_str(&format!(
            "<resource identifier=\"{}\" type=\"imsqti_item_xmlv2p1\" href=\"{name}\"><file href=\"{name}\"/>{dependency}</resource>\n",
            item.ident
        ));
        files.push((name, question(&item, style.lang).into_bytes()));
    }
    if let Some((_, manifest)) = files.first_mut() {
        *manifest = format!(
            "{HEAD}<manifest xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\" identifier=\"netlab\">
<metadata><schema>IMS Content</schema><schemaversion>1.1</schemaversion></metadata>
<organizations/>
<resources>
{resources}</resources>
</manifest>
"
        )
        .into_bytes();
    }
    Written { octets: archive(&files), left_out: 0 }
}

fn question(item: &Item, lang: Lang) -> String {
    let (declaration, interaction, processing) = parts(item, lang);
    format!(
        "{HEAD}<assessmentItem xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\" identifier=\"{}\" title=\"{}\" adaptive=\"false\" timeDependent=\"false\">
{declaration}
<outcomeDeclaration identifier=\"SCORE\" cardinality=\"single\" baseType=\"float\"><defaultValue><value>0</value></defaultValue></outcomeDeclaration>
<itemBody>
<div>{}</div>
{interaction}
</itemBody>
{processing}
</assessmentItem>
",
        item.ident,
        escaped(&item.title),
        strict(&item.html(&format!("{}-", item.ident))),
    )
}

/// HTML in the part of it that QTI has: a table's rows stand in a body there.
fn strict(html: &str) -> String {
    html.replace("<table>", "<table><tbody>").replace("</table>", "</tbody></table>")
}

/// What is declared, what is asked, and how the answer counts.
fn parts(item: &Item, lang: Lang) -> (String, String, String) {
    let matched = format!("<responseProcessing template=\"{TEMPLATE}/match_correct\"/>");
    let mapped = format!("<responseProcessing template=\"{TEMPLATE}/map_response\"/>");
    let entry =
        "<p><textEntryInteraction responseIdentifier=\"RESPONSE\" expectedLength=\"40\"/></p>".to_string();
    let declared = |cardinality: &str, base: &str, inner: &str| {
        format!(
            "<responseDeclaration identifier=\"RESPONSE\" cardinality=\"{cardinality}\" baseType=\"{base}\">{inner}</responseDeclaration>"
        )
    };
    let correct = |values: &[String]| {
        let values: String =
            values.iter().map(|value| format!("<value>{}</value>", escaped(value))).collect();
        format!("<correctResponse>{values}</correctResponse>")
    };
    match &item.reply {
        Reply::Number { right, off, .. } => {
            let declaration = declared("single", "float", &correct(std::slice::from_ref(right)));
            let processing = format!(
                "<responseProcessing><responseCondition><responseIf><equal toleranceMode=\"absolute\" tolerance=\"{off} {off}\"><variable identifier=\"RESPONSE\"/><correct identifier=\"RESPONSE\"/></equal><setOutcomeValue identifier=\"SCORE\"><baseValue baseType=\"float\">1</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>"
            );
            (declaration, entry, processing)
        }
        Reply::Text { right, .. } => {
            // two notations that differ in their capitals alone are one here
            let mut keys: Vec<&String> = Vec::new();
            for text in right {
                if !keys.iter().any(|key| key.to_lowercase() == text.to_lowercase()) {
                    keys.push(text);
                }
            }
            let entries: String = keys
                .iter()
                .map(|text| {
                    format!(
                        "<mapEntry mapKey=\"{}\" mappedValue=\"1\" caseSensitive=\"false\"/>",
                        escaped(text)
                    )
                })
                .collect();
            let inner = format!(
                "{}<mapping defaultValue=\"0\">{entries}</mapping>",
                correct(right.get(..1).unwrap_or(&[]))
            );
            (declared("single", "string", &inner), entry, mapped)
        }
        Reply::Essay => (
            declared("single", "string", ""),
            "<extendedTextInteraction responseIdentifier=\"RESPONSE\"/>".into(),
            String::new(),
        ),
        Reply::Truth(right, _) => {
            let options = [(text("yes", "是").show(lang), *right), (text("no", "否").show(lang), !*right)];
            choice(&options, "single", &declared, &correct, matched)
        }
        Reply::One(options) => {
            let options: Vec<(String, bool)> =
                options.iter().map(|(text, right, _)| (text.clone(), *right)).collect();
            choice(&options, "single", &declared, &correct, matched)
        }
        Reply::Many(options) => choice(options, "multiple", &declared, &correct, matched),
    }
}

fn choice(
    options: &[(String, bool)],
    cardinality: &str,
    declared: &impl Fn(&str, &str, &str) -> String,
    correct: &impl Fn(&[String]) -> String,
    processing: String,
) -> (String, String, String) {
    let named: Vec<(String, &(String, bool))> = (1..).map(|i: usize| format!("C{i}")).zip(options).collect();
    let right: Vec<String> =
        named.iter().filter(|(_, (_, right))| *right).map(|(name, _)| name.clone()).collect();
    let choices: String = named
        .iter()
        .map(|(name, (text, _))| {
            format!("<simpleChoice identifier=\"{name}\">{}</simpleChoice>", escaped(text))
        })
        .collect();
    let most = if cardinality == "single" { 1 } else { 0 };
    // where none holds, the right answer is none, and so it is not written
    let inner = if right.is_empty() { String::new() } else { correct(&right) };
    (
        declared(cardinality, "identifier", &inner),
        format!(
            "<choiceInteraction responseIdentifier=\"RESPONSE\" shuffle=\"false\" maxChoices=\"{most}\">{choices}</choiceInteraction>"
        ),
        processing,
    )
}
