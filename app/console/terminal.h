// SPDX-License-Identifier: MIT
// Terminal: where a command writes, and what it may assume about the reader.
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <memory>

class QIODevice;

namespace bulkhead::console {

/// Output and error stream of one run. Text goes out as UTF-8, without any secret that the program
/// has learned (guard/redactor.h).
class Terminal final {
public:
    enum class State : std::uint8_t {
        Fine,
        ReaderGone, ///< a closed pipe: `bulkhead … | head` is no failure
        Broken,     ///< a full disk, a closed descriptor
    };

    /// The process's own streams. Colour and width only if they are a terminal's.
    [[nodiscard]] static std::unique_ptr<Terminal> standard();
    /// Any streams, for tests; `width` in columns, 0: not a terminal.
    Terminal(std::unique_ptr<QIODevice> out, std::unique_ptr<QIODevice> err, int width,
             bool canAsk = false);
    ~Terminal();
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    void print(const QString& text) { printBytes(text.toUtf8()); }
    void printBytes(const QByteArray& bytes);
    /// One line to the error stream; a progress line is wiped first.
    void complain(const QString& line);
    /// Shows work under way; on a terminal the line is overwritten by what comes next.
    void showProgress(const QString& line);
    [[nodiscard]] bool overwritesProgress() const { return m_errorsOnTerminal; }

    /// A question on the error stream, without a line end. Progress stays silent until
    /// `endQuestion`, which ends the line if the answer did not.
    void ask(const QString& question);
    void endQuestion(bool needsLineEnd);
    /// Whether a person can be asked: input and error stream are terminals.
    [[nodiscard]] bool canAsk() const { return m_inputOnTerminal && m_errorsOnTerminal; }

    /// Columns of the output terminal; 0: the output is no terminal.
    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] bool isColourful() const { return m_colourful; }
    [[nodiscard]] State state() const { return m_state; }

private:
    void wipeProgress();

    std::unique_ptr<QIODevice> m_out;
    std::unique_ptr<QIODevice> m_err;
    int m_width = 0;
    bool m_inputOnTerminal = false;
    bool m_errorsOnTerminal = false;
    bool m_colourful = false;
    bool m_progressShown = false;
    bool m_isAsking = false;
    State m_state = State::Fine;
};

} // namespace bulkhead::console
