// SPDX-License-Identifier: MIT
#include "console/terminal_confirmer.h"

#include "base/identifiers.h"
#include "base/person.h"
#include "base/text.h"
#include "config/environment.h"

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostConsequences = 50;

QString withFullStop(const QString& text) {
    return text.endsWith(u'.') ? text : text + u'.';
}

void show(Terminal& terminal, const guard::Question& question) {
    terminal.complain(cleanLine(question.title));
    const auto line = [&terminal](const QString& name, const QString& value) {
        if (!value.isEmpty()) {
            terminal.complain(u"  "_s + name.leftJustified(13) + cleanLine(value));
        }
    };
    line(u"object"_s, question.object);
    line(u"target"_s, question.target);
    line(u"environment"_s, question.environment);
    line(u"risk"_s, guard::riskName(question.risk));
    const qsizetype count = question.consequences.size();
    for (qsizetype i = 0; i < qMin(count, kMostConsequences); ++i) {
        terminal.complain(u"  - "_s + cleanLine(question.consequences.at(i)));
    }
    if (count > kMostConsequences) {
        terminal.complain(
            u"  - and %1 more; --dry-run shows all."_s.arg(count - kMostConsequences));
    }
}

/// What has to be typed: the object's id, unless nobody could type it.
QString wordToType(const guard::Question& question) {
    const QString object = cleanLine(lastSegment(question.object)).simplified();
    const bool isTypable = !object.isEmpty() && !object.contains(QChar(0xFFFD));
    return isTypable ? object : cleanLine(question.target);
}

Task<bool> askAgain(std::shared_ptr<Prompt> prompt, guard::Question question,
                    CancellationToken token) {
    const QString what = wordToType(question);
    const QString where = cleanLine(question.target);
    if (config::environmentKind(question.environment) != config::EnvironmentKind::Production) {
        const QString text = u"Really? This changes "_s + what + u" on "_s + where + u". Sure?"_s;
        auto answer = co_await prompt->yesOrNo(text, token);
        co_return answer;
    }
    const QString text =
        u"%1 is %2. Type %3 to go on"_s.arg(where, cleanLine(question.environment), what);
    const auto typed = co_await prompt->text(text, {}, token);
    if (!typed) {
        co_return fail(typed.error());
    }
    co_return typed->simplified() == what;
}

} // namespace

TerminalConfirmer::TerminalConfirmer(Terminal& terminal, std::shared_ptr<Prompt> prompt, bool yes)
    : m_terminal(terminal), m_prompt(std::move(prompt)), m_yes(yes) {}

Task<guard::Confirmation> TerminalConfirmer::ask(guard::Question question,
                                                 CancellationToken token) {
    using guard::Answer;
    const std::shared_ptr<Prompt> prompt = m_prompt;
    if (m_yes) {
        co_return guard::Confirmation{Answer::Confirmed, personName() + u" (--yes)"_s, {}};
    }
    if (!prompt->isPossible()) {
        co_return guard::Confirmation{
            Answer::Unavailable,
            {},
            u"Run it on a terminal, or give --yes to answer both questions."_s};
    }
    show(m_terminal, question);
    const QString first = withFullStop(cleanLine(question.title)) + u" Go on?"_s;
    auto answer = co_await prompt->yesOrNo(first, token);
    if (answer && *answer) {
        answer = co_await askAgain(prompt, question, token);
    }
    if (!answer && answer.error().kind != ErrorKind::Declined) {
        co_return fail(answer.error());
    }
    if (!answer || !*answer) {
        co_return guard::Confirmation{Answer::Declined, personName(), {}, {}, true};
    }
    co_return guard::Confirmation{Answer::Confirmed, personName(), {}, {}, true};
}

} // namespace bulkhead::console
