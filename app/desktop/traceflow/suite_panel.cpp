// SPDX-License-Identifier: MIT
#include "desktop/traceflow/suite_panel.h"

#include "base/text.h"
#include "config/files.h"
#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/empty_state.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QStackedWidget>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTraceRole = Qt::UserRole + 1;

struct StateLook {
    QString icon;
    Color color;
    QString words;
};

/// The words of run_traceflow_suite.
StateLook lookOf(const QString& state) {
    if (state == u"passed") {
        return {u"circle-check"_s, Color::Allow, SuitePanel::tr("as expected")};
    }
    if (state == u"failed") {
        return {u"octagon-x"_s, Color::Stop, SuitePanel::tr("not as expected")};
    }
    if (state == u"unknown") {
        return {u"circle-help"_s, Color::TextMuted, SuitePanel::tr("no verdict")};
    }
    return {u"circle-dot"_s, Color::TextMuted, SuitePanel::tr("not run")};
}

QString verdictWords(const QString& verdict) {
    return verdict.toLower().replace(u'_', u' ');
}

} // namespace

SuitePanel::SuitePanel(QWidget* parent)
    : QWidget(parent),
      m_title(new QLabel(this)),
      m_summary(new QLabel(this)),
      m_list(new QListWidget(this)),
      m_open(new QPushButton(tr("Open suite…"), this)),
      m_run(new QPushButton(tr("Run suite"), this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new EmptyState(this)) {
    setObjectName(u"suitePanel"_s);
    m_title->setObjectName(u"suiteTitle"_s);
    m_title->setProperty("role", u"strong"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_summary->setObjectName(u"suiteSummary"_s);
    m_summary->setProperty("role", u"small"_s);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_list->setObjectName(u"suiteList"_s);
    m_list->setAccessibleName(tr("Flows of the suite"));
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_open->setObjectName(u"suiteOpen"_s);
    m_open->setAutoDefault(false);
    m_run->setObjectName(u"suiteRun"_s);
    m_run->setAutoDefault(false);
    setButtonIcon(*m_run, u"list-checks"_s, Color::TextMuted);
    m_empty->setContent(u"list-checks"_s, tr("Many flows at once"),
                        tr("Open a YAML file that lists flows with from, to, port and expect. Run "
                           "it before and after a change."));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_list);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(space::large, space::medium, space::large, 0);
    head->setSpacing(space::hair);
    head->addWidget(m_title);
    head->addWidget(m_summary);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(space::large, space::small, space::large, space::medium);
    buttons->setSpacing(space::small);
    buttons->addWidget(m_open, 1);
    buttons->addWidget(m_run, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_stack, 1);
    layout->addLayout(buttons);
    connect(m_open, &QPushButton::clicked, this, &SuitePanel::chooseFile);
    connect(m_run, &QPushButton::clicked, this, [this] { Q_EMIT runRequested(m_text); });
    connect(m_list, &QListWidget::itemClicked, m_list, &QListWidget::itemActivated);
    connect(m_list, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        if (const QString id = item->data(kTraceRole).toString(); !id.isEmpty()) {
            Q_EMIT traceChosen(id);
        }
    });
    fill();
}

void SuitePanel::chooseFile() {
    auto* dialog = new QFileDialog(this, tr("Open a suite of flows"));
    dialog->setObjectName(u"suiteFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Suites (*.yaml *.yml *.json)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        if (const Result<void> read = open(file); !read) {
            Q_EMIT failed(read.error());
        }
    });
    dialog->open();
}

Result<void> SuitePanel::open(const QString& file) {
    const auto bytes = config::readFile(file, u"the suite"_s);
    if (!bytes) {
        return fail(bytes.error());
    }
    const QString name = cleanLine(QFileInfo(file).fileName());
    auto suite = ops::readTraceSuite(*bytes, name);
    if (!suite) {
        return fail(suite.error());
    }
    m_suite = std::move(*suite);
    if (m_suite.name.isEmpty()) {
        m_suite.name = name;
    }
    m_text = QString::fromUtf8(*bytes);
    m_result = {};
    fill();
    return {};
}

void SuitePanel::showResult(const QJsonObject& result, bool isWhole) {
    m_result = result;
    m_isWhole = isWhole;
    fill();
}

void SuitePanel::setObstacle(const QString& sentence) {
    m_obstacle = sentence;
    m_run->setEnabled(!isEmpty() && m_obstacle.isEmpty());
    m_run->setToolTip(m_obstacle.toHtmlEscaped());
}

QString SuitePanel::summary() const {
    return m_summary->text();
}

void SuitePanel::fill() {
    const QJsonArray flows = m_result.value(u"flows"_s).toArray();
    m_list->clear();
    for (std::size_t i = 0; i < m_suite.flows.size(); ++i) {
        const ops::SuiteFlow& flow = m_suite.flows[i];
        const QJsonObject outcome = flows.at(static_cast<qsizetype>(i)).toObject();
        const StateLook look = lookOf(outcome.value(u"state"_s).toString());
        QString second = tr("expected %1").arg(verdictWords(ops::expectationWord(flow.expected)));
        const QString verdict = cleanLine(outcome.value(u"verdict"_s).toString());
        if (!verdict.isEmpty()) {
            second = look.words + u": "_s + verdictWords(verdict);
        } else if (!outcome.isEmpty()) {
            second = look.words;
        }
        auto* item =
            new QListWidgetItem(icon(look.icon, look.color), flow.name + u'\n' + second, m_list);
        item->setData(kTraceRole, outcome.value(u"traceflow_id"_s).toString());
        item->setToolTip(cleanLine(outcome.value(u"explanation"_s).toString()).toHtmlEscaped());
    }
    m_title->setText(m_suite.name);
    m_title->setVisible(!isEmpty());
    const int passed = m_result.value(u"passed"_s).toInt();
    m_summary->setText(
        m_result.isEmpty() ? tr("%1 flows, not run yet.").arg(m_suite.flows.size())
        : m_isWhole ? tr("%1 of %2 flows went as expected.").arg(passed).arg(m_suite.flows.size())
                    : tr("%1 of %2 flows so far.").arg(passed).arg(m_suite.flows.size()));
    m_summary->setVisible(!isEmpty());
    m_stack->setCurrentWidget(isEmpty() ? static_cast<QWidget*>(m_empty)
                                        : static_cast<QWidget*>(m_list));
    setObstacle(m_obstacle);
}

} // namespace bulkhead::desktop
