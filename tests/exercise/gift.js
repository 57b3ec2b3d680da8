// Reads GIFT with gift-pegjs and prints, a line of JSON for each question, its title and what answers it.
const { parse } = require('gift-pegjs');
const fs = require('fs');

const text = (part) => (part === null || part === undefined ? '' : typeof part === 'object' ? text(part.text) : String(part));

for (const question of parse(fs.readFileSync(process.argv[2], 'utf8'))) {
  if (question.type === 'Category') continue;
  let right;
  switch (question.type) {
    case 'TF': right = [question.isTrue ? 'true' : 'false']; break;
    case 'Numerical': right = question.choices.filter((one) => one.isCorrect && (one.weight === null || one.weight === 100)).map((one) => String(one.text.number)); break;
    case 'MC':
      right = question.choices.filter((one) => one.isCorrect || one.weight > 0).map((one) => text(one.text));
      break;
    case 'Short': right = question.choices.filter((one) => one.weight === null || one.weight === undefined || one.weight === 100).map((one) => text(one.text)); break;
    default: throw new Error(`${question.type}: ${question.title}`);
  }
  console.log(JSON.stringify({ title: question.title, type: question.type, right: right.map((one) => one.trim()).sort(), text: text(question.stem) }));
}
