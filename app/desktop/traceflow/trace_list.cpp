// SPDX-License-Identifier: MIT
#include "desktop/traceflow/trace_list.h"

#include "base/text.h"
#include "desktop/theme/icons.h"
#include "desktop/traceflow/trace_form.h"
#include "ops/trace_store.h"

#include <QLocale>
#include <QMenu>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

ShownTrace shownOf(const ops::TraceRecord& record) {
    ShownTrace trace;
    trace.id = record.trace.id;
    trace.manager = cleanLine(record.manager);
    trace.startedAt = record.startedAt;
    trace.arguments = record.arguments;
    trace.isRunning = record.isRunning;
    trace.result = record.isRunning ? record.request : record.result;
    return trace;
}

QString timeOf(const ShownTrace& trace) {
    return trace.startedAt.isValid()
               ? QLocale().toString(trace.startedAt.toLocalTime(), QLocale::ShortFormat)
               : TraceList::tr("at an unknown time");
}

Color colorOf(VerdictKind kind) {
    return kind == VerdictKind::Delivered ? Color::Allow
           : kind == VerdictKind::Dropped ? Color::Stop
                                          : Color::TextMuted;
}

} // namespace

TraceList::TraceList(QWidget* parent) : QListWidget(parent) {
    setObjectName(u"traceList"_s);
    setAccessibleName(tr("Earlier traces"));
    setTextElideMode(Qt::ElideMiddle);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(this, &QListWidget::itemClicked, this, &QListWidget::itemActivated);
    connect(this, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        if (const ShownTrace* trace = traceOf(item)) {
            Q_EMIT traceChosen(ShownTrace(*trace));
        }
    });
    connect(this, &QWidget::customContextMenuRequested, this, &TraceList::showMenu);
}

const ShownTrace* TraceList::traceOf(const QListWidgetItem* item) const {
    const auto place = static_cast<std::size_t>(row(item));
    return item != nullptr && place < m_traces.size() ? &m_traces[place] : nullptr;
}

void TraceList::reload() {
    m_traces.clear();
    clear();
    for (const ops::TraceRecord& record : ops::TraceStore().all()) {
        m_traces.push_back(shownOf(record));
        const ShownTrace& trace = m_traces.back();
        const VerdictKind kind = verdictOf(trace);
        auto* item = new QListWidgetItem(
            icon(verdictIcon(kind), colorOf(kind)),
            flowWords(trace.result) + u'\n' + verdictName(kind) + u" · "_s + timeOf(trace), this);
        const QString tip = cleanLine(trace.result.value(u"explanation"_s).toString());
        item->setToolTip(
            (trace.manager.isEmpty() ? tip : tip + u'\n' + tr("On %1").arg(trace.manager))
                .toHtmlEscaped());
    }
    setCurrentTrace(m_shown);
}

void TraceList::setCurrentTrace(const QString& id) {
    m_shown = id;
    const auto found = std::find_if(m_traces.cbegin(), m_traces.cend(),
                                    [&id](const ShownTrace& one) { return one.id == id; });
    setCurrentRow(found == m_traces.cend() ? -1 : static_cast<int>(found - m_traces.cbegin()));
}

void TraceList::showMenu(const QPoint& place) {
    const ShownTrace* found = traceOf(itemAt(place));
    if (found == nullptr) {
        return;
    }
    const ShownTrace trace = *found;
    auto* menu = new QMenu(this);
    menu->setObjectName(u"traceListMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Show"), this, [this, trace] { Q_EMIT traceChosen(trace); });
    QAction* repeat = menu->addAction(icon(u"repeat"_s, Color::TextMuted), tr("Run again"), this,
                                      [this, trace] { Q_EMIT repeatRequested(trace); });
    repeat->setEnabled(!trace.arguments.isEmpty());
    QAction* compare = menu->addAction(icon(u"git-compare-arrows"_s, Color::TextMuted),
                                       tr("Compare with the one shown"), this,
                                       [this, trace] { Q_EMIT compareRequested(trace); });
    compare->setEnabled(!m_shown.isEmpty() && m_shown != trace.id);
    menu->addSeparator();
    menu->addAction(icon(u"trash-2"_s, Color::TextMuted), tr("Forget"), this,
                    [this, id = trace.id] { Q_EMIT forgetRequested(id); });
    menu->popup(viewport()->mapToGlobal(place));
}

} // namespace bulkhead::desktop
