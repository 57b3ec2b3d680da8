//! A package of IMS QTI 1.2 in the shape that Canvas imports: a manifest, and for each sheet a folder with what the
//! assessment is and what its questions are.

use super::item::{Item, Reply, items};
use super::zip::{File, archive};
use super::{Style, Written};
use crate::exercise::class::Sheet;
use crate::exercise::markup::escaped;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The package.
pub fn write(sheets: &[Sheet], style: &Style) -> Written {
    let mut resources = String::new();
    let mut files: Vec<File> =
        vec![("imsmanifest.xml".into(), Vec::new()), ("non_cc_assessments/".into(), Vec::new())];
    for (number, sheet) in (1..).zip(sheets) {
        let name = format!("netlab_{number}");
        let student = escaped(&sheet.student.id);
        let title = format!("{} {student}", escaped(&style.title.show(style.lang)));
        let items = items(sheet, style.lang);
        let mut body = String::new();
        let mut points = 0;
        for item in &items {
            points += 1;
            for (i, file) in (1..).zip(&item.files) {
                let path = format!("{name}/{}-{}", item.ident, file.name);
                resources.push_str(&format!(
                    "<resource identifier=\"{}_file{i}\" type=\"webcontent\" href=\"{path}\"><file href=\"{path}\"/></resource>\n",
                    item.ident
                ));
                files.push((path, file.octets.clone()));
            }
            question(item, &name, &mut body);
        }
        files.push((format!("{name}/assessment_meta.xml"), meta(&name, &title, points).into_bytes()));
        files.push((format!("{name}/{name}.xml"), assessment(&name, &title, &body).into_bytes()));
        resources.push_str(&format!(
            "<resource identifier=\"{name}\" type=\"imsqti_xmlv1p2\"><file href=\"{name}/{name}.xml\"/><dependency identifierref=\"{name}_meta\"/></resource>
<resource identifier=\"{name}_meta\" type=\"associatedcontent/imscc_xmlv1p1/learning-application-resource\" href=\"{name}/assessment_meta.xml\"><file href=\"{name}/assessment_meta.xml\"/></resource>
"
        ));
    }
    if let Some((_, manifest)) = files.first_mut() {
        *manifest = format!(
            "{HEAD}<manifest identifier=\"netlab\" xmlns=\"http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1\" xmlns:lom=\"http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource\" xmlns:imsmd=\"http://www.imsglobal.org/xsd/imsmd_v1p2\">
<metadata><schema>IMS Content</schema><schemaversion>1.1.3</schemaversion></metadata>
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

fn meta(name: &str, title: &str, points: usize) -> String {
    format!(
        "{HEAD}<quiz identifier=\"{name}\" xmlns=\"http://canvas.instructure.com/xsd/cccv1p0\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://canvas.instructure.com/xsd/cccv1p0 https://canvas.instructure.com/xsd/cccv1p0.xsd\">
<title>{title}</title>
<description></description>
<shuffle_answers>false</shuffle_answers>
<scoring_policy>keep_highest</scoring_policy>
<hide_results></hide_results>
<quiz_type>assignment</quiz_type>
<points_possible>{points}.0</points_possible>
<show_correct_answers>true</show_correct_answers>
<anonymous_submissions>false</anonymous_submissions>
<allowed_attempts>1</allowed_attempts>
</quiz>
"
    )
}

fn assessment(name: &str, title: &str, body: &str) -> String {
    format!(
        "{HEAD}<questestinterop xmlns=\"http://www.imsglobal.org/xsd/ims_qtiasiv1p2\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://www.imsglobal.org/xsd/ims_qtiasiv1p2 http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd\">
<assessment ident=\"{name}\" title=\"{title}\">
<qtimetadata><qtimetadatafield><fieldlabel>cc_maxattempts</fieldlabel><fieldentry>1</fieldentry></qtimetadatafield></qtimetadata>
<section ident=\"root_section\">
{body}</section>
</assessment>
</questestinterop>
"
    )
}

fn question(item: &Item, folder: &str, body: &mut String) {
    let kind = match &item.reply {
        Reply::Number { .. } => "numerical_question",
        Reply::Text { .. } => "short_answer_question",
        Reply::Truth(..) => "true_false_question",
        Reply::One(_) => "multiple_choice_question",
        Reply::Many(_) => "multiple_answers_question",
        Reply::Essay => "essay_question",
    };
    let html = item.html(&format!("$IMS-CC-FILEBASE$/{folder}/{}-", item.ident));
    let options = options(&item.reply);
    let idents: Vec<String> = (1..=options.len()).map(|i| (1000 + i).to_string()).collect();
    let field = |label: &str, entry: &str| {
        format!(
            "<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry></qtimetadatafield>"
        )
    };
    body.push_str(&format!(
        "<item ident=\"{0}\" title=\"{1}\">
<itemmetadata><qtimetadata>{2}{3}{4}{5}</qtimetadata></itemmetadata>
<presentation><material><mattext texttype=\"text/html\">{6}</mattext></material>{7}</presentation>
{8}<itemfeedback ident=\"general_fb\"><flow_mat><material><mattext texttype=\"text/html\">{9}</mattext></material></flow_mat></itemfeedback>
</item>
",
        item.ident,
        escaped(&item.title),
        field("question_type", kind),
        field("points_possible", "1.0"),
        field("original_answer_ids", &idents.join(",")),
        field("assessment_question_identifierref", &format!("{}_ref", item.ident)),
        escaped(&html),
        response(&item.reply, &options),
        processing(&item.reply, &options),
        escaped(&escaped(&item.feedback)),
    ));
}

/// The options of a choice, and whether each is right.
fn options(reply: &Reply) -> Vec<(String, bool)> {
    match reply {
        Reply::Truth(right, _) => vec![("True".into(), *right), ("False".into(), !*right)],
        Reply::One(options) => options.iter().map(|(text, right, _)| (text.clone(), *right)).collect(),
        Reply::Many(options) => options.clone(),
        _ => Vec::new(),
    }
}

fn response(reply: &Reply, options: &[(String, bool)]) -> String {
    // where a number is wanted, Canvas has nothing to shuffle
    let fib = |kind: &str, shuffle: &str| {
        format!(
            "<response_str ident=\"response1\" rcardinality=\"Single\"><render_fib{kind}><response_label ident=\"answer1\"{shuffle}/></render_fib></response_str>"
        )
    };
    let cardinality = match reply {
        Reply::Number { .. } => return fib(" fibtype=\"Decimal\"", ""),
        Reply::Text { .. } | Reply::Essay => return fib("", " rshuffle=\"No\""),
        Reply::Many(_) => "Multiple",
        Reply::Truth(..) | Reply::One(_) => "Single",
    };
    let labels: String = (1001..)
        .zip(options)
        .map(|(ident, (text, _))| {
            format!("<response_label ident=\"{ident}\"><material><mattext texttype=\"text/plain\">{}</mattext></material></response_label>", escaped(text))
        })
        .collect();
    format!(
        "<response_lid ident=\"response1\" rcardinality=\"{cardinality}\"><render_choice>{labels}</render_choice></response_lid>"
    )
}

fn processing(reply: &Reply, options: &[(String, bool)]) -> String {
    let is = |value: &str| format!("<varequal respident=\"response1\">{}</varequal>", escaped(value));
    let condition = match reply {
        Reply::Essay => {
            return "<resprocessing><outcomes><decvar maxvalue=\"100\" minvalue=\"0\" varname=\"SCORE\" vartype=\"Decimal\"/></outcomes><respcondition continue=\"No\"><conditionvar><other/></conditionvar></respcondition></resprocessing>\n".into();
        }
        Reply::Number { right, off, .. } => {
            let (number, off) = (right.parse::<f64>().unwrap_or(0.0), off.parse::<f64>().unwrap_or(0.0));
            // whole numbers keep their digits
            let (least, most) = match off > 0.0 {
                true => ((number - off).to_string(), (number + off).to_string()),
                false => (right.clone(), right.clone()),
            };
            format!(
                "<or>{}<and><vargte respident=\"response1\">{least}</vargte><varlte respident=\"response1\">{most}</varlte></and></or>",
                is(right)
            )
        }
        Reply::Text { right, .. } => right.iter().map(|text| is(text)).collect(),
        Reply::Many(_) => {
            let each = (1001..).zip(options).map(|(ident, (_, right))| match right {
                true => is(&ident.to_string()),
                false => format!("<not>{}</not>", is(&ident.to_string())),
            });
            format!("<and>{}</and>", each.collect::<String>())
        }
        Reply::Truth(..) | Reply::One(_) => (1001..)
            .zip(options)
            .filter(|(_, (_, right))| *right)
            .map(|(ident, _)| is(&ident.to_string()))
            .collect(),
    };
    format!(
        "<resprocessing><outcomes><decvar maxvalue=\"100\" minvalue=\"0\" varname=\"SCORE\" vartype=\"Decimal\"/></outcomes><respcondition continue=\"Yes\"><conditionvar><other/></conditionvar><displayfeedback feedbacktype=\"Response\" linkrefid=\"general_fb\"/></respcondition><respcondition continue=\"No\"><conditionvar>{condition}</conditionvar><setvar action=\"Set\" varname=\"SCORE\">100</setvar></respcondition></resprocessing>\n"
    )
}
