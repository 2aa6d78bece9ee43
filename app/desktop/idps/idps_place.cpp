// SPDX-License-Identifier: MIT
#include "desktop/idps/idps_place.h"

#include "desktop/connection/operation_runner.h"
#include "desktop/estate/document.h"
#include "desktop/idps/idps_list.h"
#include "desktop/idps/idps_reader.h"
#include "desktop/idps/idps_records.h"
#include "desktop/idps/trend_chart.h"
#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/empty_state.h"
#include "desktop/widgets/figure_tile.h"
#include "desktop/widgets/filter_bar.h"
#include "desktop/widgets/notice_strip.h"

#include <QAction>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

/// Of what the lists name: an edit of rules changes none of it.
bool haveTheSameNames(const snapshot::SnapshotPointer& a, const snapshot::SnapshotPointer& b) {
    return a && b && a->content().groups.sharesWith(b->content().groups) &&
           a->content().services.sharesWith(b->content().services) &&
           a->content().machines.sharesWith(b->content().machines);
}

constexpr int kOldSignatureDays = 30;
constexpr int kTypingMs = 400;

QString number(const QJsonValue& value) {
    return value.isDouble() ? QLocale().toString(value.toInteger()) : unknownMark();
}

} // namespace

IdpsPlace::IdpsPlace(Document& document, OperationRunner& runner, QWidget* parent)
    : Place(u"idps"_s, document, parent),
      m_runner(runner),
      m_reader(new IdpsReader(runner, this)),
      m_states(new QStackedWidget(this)),
      m_empty(new EmptyState(this)),
      m_content(new QWidget(this)),
      m_notice(new NoticeStrip(u"idpsNotice"_s, this)),
      m_tabs(new QButtonGroup(this)),
      m_age(new QLabel(this)),
      m_refresh(new QToolButton(this)),
      m_cancel(new QToolButton(this)),
      m_pages(new QStackedWidget(this)),
      m_search(new QTimer(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_states);
    auto* content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(0);
    m_states->addWidget(m_empty);
    m_states->addWidget(m_content);
    m_notice->setClosable(true);
    m_notice->hide();
    content->addWidget(m_notice);
    makeChanges();
    makeHeader();
    makeLists();
    content->addWidget(m_pages, 1);
    m_search->setSingleShot(true);
    m_search->setInterval(kTypingMs);
    watch();
    showPage(IdpsPage::Events);
    showState();
}

void IdpsPlace::watch() {
    connect(m_reader, &IdpsReader::changed, this, [this] {
        fill();
        showState();
    });
    connect(m_reader, &IdpsReader::busyChanged, this, [this] {
        showBusy();
        showState();
    });
    connect(&document(), &Document::snapshotChanged, this, [this] {
        setConnected(m_connected);
        const snapshot::SnapshotPointer before = std::exchange(m_named, document().snapshot());
        if (!haveTheSameNames(before, m_named)) {
            fill();
        }
    });
    connect(m_search, &QTimer::timeout, this, [this] {
        m_reader->searchSignatures(list(IdpsPage::Signatures).filterBar().text().trimmed());
    });
    connect(&list(IdpsPage::Signatures).filterBar(), &FilterBar::filterChanged, m_search,
            [this](const QString&) { m_search->start(); });
}

void IdpsPlace::setConnected(bool connected) {
    m_connected = connected;
    const bool canAsk = connected && !document().isEmpty() && !document().isOffline();
    const QString manager = canAsk ? document().snapshot()->origin().place : QString();
    if (manager != m_manager) {
        m_manager = manager;
        m_notice->hide();
        m_reader->clear();
        m_reader->setActive(isVisible() && !m_manager.isEmpty());
    }
    showState();
}

void IdpsPlace::showEvent(QShowEvent* event) {
    Place::showEvent(event);
    m_reader->setActive(!m_manager.isEmpty());
}

void IdpsPlace::hideEvent(QHideEvent* event) {
    Place::hideEvent(event);
    m_reader->setActive(false);
}

void IdpsPlace::showPage(IdpsPage page) {
    m_pages->setCurrentIndex(static_cast<int>(page));
    m_tabs->button(static_cast<int>(page))->setChecked(true);
    if (page == IdpsPage::Signatures && m_reader->signatures().isEmpty() && !m_manager.isEmpty()) {
        m_reader->searchSignatures({});
    }
    updateChanges();
}

IdpsList& IdpsPlace::list(IdpsPage page) const {
    return *m_lists[static_cast<std::size_t>(page)];
}

void IdpsPlace::fill() {
    const snapshot::SnapshotPointer& snapshot = document().snapshot();
    fillFigures();
    m_trend->setTrend(m_reader->events().value(u"trend"_s).toArray());
    list(IdpsPage::Clusters)
        .setRecords(clusterRecords(m_reader->status()), !m_reader->status().isEmpty());
    list(IdpsPage::Events)
        .setRecords(eventRecords(m_reader->events(), snapshot), !m_reader->events().isEmpty());
    list(IdpsPage::Rules)
        .setRecords(idpsRuleRecords(m_reader->rules(), snapshot), !m_reader->rules().isEmpty());
    list(IdpsPage::Profiles)
        .setRecords(profileRecords(m_reader->profiles(), m_reader->rules()),
                    !m_reader->profiles().isEmpty());
    list(IdpsPage::Signatures)
        .setRecords(signatureRecords(m_reader->signatures()), !m_reader->signatures().isEmpty());
    const QStringList notes = m_reader->notes();
    if (!notes.isEmpty()) {
        m_notice->clearActions();
        m_notice->showNotice(NoticeKind::Warning, tr("Not everything could be read."),
                             notes.join(u' '));
    }
    m_age->setText(
        m_reader->readAt().isValid()
            ? tr("as of %1")
                  .arg(QLocale().toString(m_reader->readAt().toLocalTime().time(), u"HH:mm"_s))
            : QString());
    updateChanges();
}

void IdpsPlace::fillFigures() {
    const QJsonObject& status = m_reader->status();
    const QJsonObject counts = status.value(u"counts"_s).toObject();
    const QJsonValue all = counts.value(u"clusters"_s);
    const QJsonValue on = counts.value(u"clusters_enabled"_s);
    const bool none = on.isDouble() && on.toInteger() == 0;
    const bool some = on.isDouble() && on.toInteger() < all.toInteger();
    m_figures[0]->setFigure(on.isDouble() ? tr("%1 of %2").arg(number(on), number(all))
                                          : unknownMark(),
                            modeWords(status.value(u"mode"_s).toString()),
                            none || some ? u"shield-off"_s : u"shield-check"_s,
                            !on.isDouble() ? Color::TextMuted
                            : none || some ? Color::Drop
                                           : Color::Allow);
    const QJsonValue age = status.value(u"signature_age_days"_s);
    const bool old = age.isDouble() && age.toInteger() > kOldSignatureDays;
    const QJsonValue latest = status.value(u"signatures_are_latest"_s);
    QStringList words{cleanLine(status.value(u"signature_version"_s).toString())};
    if (latest.isBool()) {
        words << (latest.toBool() ? tr("the latest") : tr("there is a newer one"));
    }
    words.removeAll(QString());
    m_figures[1]->setFigure(!age.isDouble()        ? unknownMark()
                            : age.toInteger() == 1 ? tr("1 day")
                                                   : tr("%1 days").arg(number(age)),
                            words.join(u", "_s), old ? u"triangle-alert"_s : u"calendar-clock"_s,
                            !age.isDouble() ? Color::TextMuted
                            : old           ? Color::Drop
                                            : Color::Text);
    const QJsonObject bySeverity = m_reader->events().value(u"by_severity"_s).toObject();
    const QJsonValue total = m_reader->events().value(u"total"_s);
    m_figures[2]->setFigure(number(counts.value(u"events_24h"_s)),
                            total.isDouble()
                                ? tr("%1 in 14 days, %2 critical")
                                      .arg(number(total), number(bySeverity.value(u"critical"_s)))
                                : QString(),
                            u"shield-alert"_s, Color::Text);
    m_figures[3]->setFigure(number(counts.value(u"prevented_24h"_s)),
                            counts.value(u"rules_preventing"_s).isDouble()
                                ? tr("%1 of %2 rules prevent")
                                      .arg(number(counts.value(u"rules_preventing"_s)),
                                           number(counts.value(u"rules_enabled"_s)))
                                : QString(),
                            u"ban"_s, Color::Text);
}

void IdpsPlace::showState() {
    const bool knows = !m_reader->status().isEmpty();
    if (!m_manager.isEmpty() && knows) {
        m_states->setCurrentWidget(m_content);
        return;
    }
    m_empty->clearButtons(); // hence queued connections: one of them may have brought us here
    const auto offer = [this](const QString& text) {
        connect(m_empty->addButton(u"idpsTryAgain"_s, text, u"refresh-cw"_s), &QPushButton::clicked,
                m_reader, &IdpsReader::refresh, Qt::QueuedConnection);
    };
    if (m_manager.isEmpty()) {
        m_empty->setContent(u"shield-alert"_s, tr("Intrusion detection needs its manager"),
                            tr("Snapshot files do not hold events and states. Connect to a "
                               "manager in the menu Target, or try the demo there."));
    } else if (const auto& error = m_reader->error(); error && !m_reader->isBusy()) {
        if (error->kind == ErrorKind::Permission) {
            m_empty->setContent(u"lock"_s, tr("Your role may not read intrusion detection"),
                                tr("Ask an administrator of this manager for a role that reads "
                                   "security, then try again. %1")
                                    .arg(error->explanation()));
        } else if (error->kind == ErrorKind::NotFound) {
            m_empty->setContent(u"shield-off"_s, tr("This manager has no intrusion detection"),
                                tr("It needs a licence for IDS/IPS (vDefend threat prevention). "
                                   "Once it is there, try again. %1")
                                    .arg(error->explanation()));
        } else if (error->kind == ErrorKind::Cancelled) {
            m_empty->setContent(u"circle-pause"_s, tr("Reading was cancelled"),
                                tr("Nothing is shown, because nothing was read."));
        } else {
            m_empty->setContent(u"triangle-alert"_s, tr("Intrusion detection could not be read"),
                                error->message());
        }
        offer(tr("Try again"));
    } else {
        m_empty->setContent(u"loader"_s, tr("Reading intrusion detection"),
                            tr("State, events, rules and profiles come from the manager."));
        connect(m_empty->addButton(u"idpsCancelReading"_s, tr("Cancel")), &QPushButton::clicked,
                m_reader, &IdpsReader::cancel, Qt::QueuedConnection);
    }
    m_states->setCurrentWidget(m_empty);
}

void IdpsPlace::showBusy() {
    const bool busy = m_reader->isBusy() || m_runner.isBusy();
    m_cancel->setVisible(busy);
    m_refresh->setVisible(!busy);
    updateChanges();
}

bool IdpsPlace::holds(const QString& key) const {
    for (const IdpsList* one : m_lists) {
        if (one->holds(key)) {
            return true;
        }
    }
    return false;
}

bool IdpsPlace::goTo(const QString& key) {
    for (std::size_t i = 0; i < m_lists.size(); ++i) {
        if (m_lists[i]->holds(key)) {
            showPage(static_cast<IdpsPage>(i));
            return m_lists[i]->goTo(key);
        }
    }
    return false;
}

IdpsList& IdpsPlace::currentList() const {
    return *m_lists[static_cast<std::size_t>(m_pages->currentIndex())];
}

QString IdpsPlace::currentKey() const {
    return currentList().currentKey();
}

QString IdpsPlace::currentPart() const {
    return currentList().currentPart();
}

std::vector<QAction*> IdpsPlace::commands() const {
    return {m_changes.begin(), m_changes.end()};
}

void IdpsPlace::focusContent() {
    currentList().focusContent();
}

void IdpsPlace::focusFilter() {
    currentList().focusFilter();
}

void IdpsPlace::setInspectorVisible(bool visible) {
    for (IdpsList* one : m_lists) {
        one->setInspectorVisible(visible);
    }
}

void IdpsPlace::copySelection() const {
    currentList().copySelection();
}

void IdpsPlace::saveLayout() const {
    for (const IdpsList* one : m_lists) {
        one->saveLayout();
    }
}

Inspector* IdpsPlace::inspectorPane() const {
    return currentList().inspectorPane();
}

TableHeader* IdpsPlace::columns() const {
    return currentList().columns();
}

} // namespace bulkhead::desktop
