// SPDX-License-Identifier: MIT
#include "console/progress_line.h"

#include "base/text.h"

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {
constexpr int kPatienceMs = 500;
constexpr int kStepMs = 100;
} // namespace

ProgressLine::ProgressLine(Terminal& terminal, QString work)
    : m_terminal(terminal), m_work(std::move(work)) {
    m_timer.setInterval(kPatienceMs);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
        m_timer.setInterval(kStepMs);
        show();
    });
    m_timer.start();
}

ProgressCallback ProgressLine::callback() {
    return [this](const Progress& progress) { m_latest = progress; };
}

void ProgressLine::stop() {
    m_timer.stop();
}

void ProgressLine::show() {
    QString line = cleanLine(m_latest.activity.isEmpty() ? m_work : m_latest.activity) + u" …"_s;
    if (!m_terminal.overwritesProgress()) {
        // In a log each activity is said once, without its counts.
    } else if (m_latest.total && *m_latest.total > 0) {
        line += u" %1 of %2"_s.arg(m_latest.done).arg(*m_latest.total);
    } else if (m_latest.done > 0) {
        line += u" %1"_s.arg(m_latest.done);
    }
    if (line != m_shown) {
        m_shown = line;
        m_terminal.showProgress(line);
    }
}

} // namespace bulkhead::console
