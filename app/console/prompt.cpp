// SPDX-License-Identifier: MIT
#include "console/prompt.h"

#include "console/terminal_echo.h"
#include "nsx/event.h"

#include <QSocketNotifier>

#include <unistd.h>

#include <array>
#include <cerrno>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

struct PromptState {
    Terminal* terminal = nullptr;
    int descriptor = -1;
    QByteArray typed; ///< came, but no question has taken it yet
    bool hasEnded = false;
};

namespace {

constexpr int kMostTries = 3;
constexpr qsizetype kLongestLine = 65536;

/// Takes what is there; true if a line is whole or nothing more will come.
bool readMore(PromptState& state) {
    std::array<char, 4096> buffer;
    const ssize_t size = ::read(state.descriptor, buffer.data(), buffer.size());
    if (size > 0) {
        state.typed.append(buffer.data(), size);
        buffer.fill('\0');
    } else if (size == 0 || (errno != EINTR && errno != EAGAIN)) {
        state.hasEnded = true;
    }
    return state.hasEnded || state.typed.contains('\n') || state.typed.size() > kLongestLine;
}

/// The next line, or nothing if the input ended before it.
std::optional<QByteArray> takeLine(PromptState& state) {
    const qsizetype end = state.typed.indexOf('\n');
    if (end < 0) {
        return std::nullopt;
    }
    QByteArray line = state.typed.left(end);
    state.typed.fill('\0', end);
    state.typed.remove(0, end + 1);
    if (line.endsWith('\r')) {
        line.chop(1);
    }
    return line;
}

/// Shows the question and waits for a line of input.
Task<QByteArray> askLine(std::shared_ptr<PromptState> state, QString question, bool isHidden,
                         CancellationToken token) {
    std::optional<HiddenInput> silence;
    if (isHidden) {
        silence.emplace(state->descriptor);
    }
    state->terminal->ask(question);
    if (!state->typed.contains('\n') && !state->hasEnded) {
        const nsx::Event over;
        QSocketNotifier notifier(state->descriptor, QSocketNotifier::Read);
        QObject::connect(&notifier, &QSocketNotifier::activated, &notifier,
                         [over, state, watched = &notifier] {
                             if (readMore(*state)) {
                                 watched->setEnabled(false);
                                 over.fire();
                             }
                         });
        token.onCancelled(&notifier, [over] { over.fire(); });
        co_await over.wait();
    }
    const bool isCancelled = token.isCancelled();
    std::optional<QByteArray> line = isCancelled ? std::nullopt : takeLine(*state);
    state->terminal->endQuestion(isHidden || !line);
    if (isCancelled) {
        co_return fail(cancelledError(u"The question"_s));
    }
    if (!line) {
        co_return fail(ErrorKind::Declined, u"Answer the question."_s,
                       u"The input ended before an answer; nothing was changed."_s);
    }
    co_return std::move(*line);
}

} // namespace

Prompt::Prompt(Terminal& terminal, int descriptor)
    : m_state(std::make_shared<PromptState>(PromptState{&terminal, descriptor, {}, false})) {}

Prompt::~Prompt() = default;

bool Prompt::isPossible() const {
    return m_state->terminal->canAsk();
}

Task<QString> Prompt::text(QString question, QString usual, CancellationToken token) {
    const std::shared_ptr<PromptState> state = m_state;
    const QString shown = usual.isEmpty() ? question : question + u" ["_s + usual + u']';
    const auto line = co_await askLine(state, shown + u": "_s, false, token);
    if (!line) {
        co_return fail(line.error());
    }
    const QString answer = QString::fromUtf8(*line).trimmed();
    co_return answer.isEmpty() ? usual : answer;
}

Task<bool> Prompt::yesOrNo(QString question, CancellationToken token) {
    const std::shared_ptr<PromptState> state = m_state;
    for (int tries = 0; tries < kMostTries; ++tries) {
        const auto line = co_await askLine(state, question + u" [y/N] "_s, false, token);
        if (!line) {
            co_return fail(line.error());
        }
        const QString answer = QString::fromUtf8(*line).trimmed().toLower();
        if (answer.isEmpty() || answer == u"n" || answer == u"no") {
            co_return false;
        }
        if (answer == u"y" || answer == u"yes") {
            co_return true;
        }
        state->terminal->complain(u"Answer y or n."_s);
    }
    co_return false;
}

Task<config::Secret> Prompt::hidden(QString question, CancellationToken token) {
    const std::shared_ptr<PromptState> state = m_state;
    auto line = co_await askLine(state, question + u": "_s, true, token);
    if (!line) {
        co_return fail(line.error());
    }
    config::Secret secret(QString::fromUtf8(*line));
    line->fill('\0');
    co_return secret;
}

} // namespace bulkhead::console
