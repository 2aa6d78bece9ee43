// SPDX-License-Identifier: MIT
// IdpsPlace's header, lists and the changes that can be made from them.
#include "desktop/connection/operation_runner.h"
#include "desktop/estate/document.h"
#include "desktop/idps/idps_details.h"
#include "desktop/idps/idps_list.h"
#include "desktop/idps/idps_place.h"
#include "desktop/idps/idps_reader.h"
#include "desktop/idps/idps_records.h"
#include "desktop/idps/trend_chart.h"
#include "desktop/theme/icons.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/figure_tile.h"
#include "desktop/widgets/notice_strip.h"

#include <QAction>
#include <QButtonGroup>
#include <QFrame>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

enum Change : std::size_t { kClusterOn, kClusterOff, kRuleDetect, kRulePrevent, kRuleSwitch };

} // namespace

void IdpsPlace::makeChanges() {
    const auto make = [this](Change change, const QString& name, const QString& text,
                             const QKeySequence& shortcut, const QString& iconName, auto&& run) {
        auto* action = new QAction(icon(iconName), text, this);
        action->setObjectName(name);
        action->setShortcut(shortcut);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, [run](bool) { run(); });
        addAction(action);
        m_changes[change] = action;
    };
    make(kClusterOn, u"idpsClusterOn"_s, tr("Turn detection &on for the cluster…"),
         QKeySequence(tr("Ctrl+Alt+Shift+O")), u"shield-check"_s, [this] { changeCluster(true); });
    make(kClusterOff, u"idpsClusterOff"_s, tr("Turn detection o&ff for the cluster…"),
         QKeySequence(tr("Ctrl+Alt+Shift+F")), u"shield-off"_s, [this] { changeCluster(false); });
    make(kRuleDetect, u"idpsRuleDetect"_s, tr("Only &detect…"),
         QKeySequence(tr("Ctrl+Alt+Shift+D")), u"search"_s,
         [this] { changeRule({{u"mode"_s, u"DETECT"_s}}); });
    make(kRulePrevent, u"idpsRulePrevent"_s, tr("Detect and &prevent…"),
         QKeySequence(tr("Ctrl+Alt+Shift+P")), u"ban"_s,
         [this] { changeRule({{u"mode"_s, u"DETECT_PREVENT"_s}}); });
    make(kRuleSwitch, u"idpsRuleSwitch"_s, tr("&Switch the rule on or off…"),
         QKeySequence(tr("Ctrl+Alt+Shift+S")), u"power"_s, [this] {
             if (const Record* rule = list(IdpsPage::Rules).current()) {
                 const bool disabled = rule->source.value(u"disabled"_s).toBool();
                 changeRule({{u"disabled"_s, !disabled}});
             }
         });
}

void IdpsPlace::makeHeader() {
    auto* header = new QFrame(m_content);
    header->setObjectName(u"placeHeader"_s);
    auto* layout = new QVBoxLayout(header);
    layout->setContentsMargins(space::large, space::medium, space::large, space::small);
    layout->setSpacing(space::medium);
    auto* figures = new QHBoxLayout;
    figures->setSpacing(space::medium);
    const std::array<std::pair<QString, QString>, 4> words{
        {{u"idpsClusters"_s, tr("clusters protected")},
         {u"idpsSignatureAge"_s, tr("age of the signatures")},
         {u"idpsEvents24"_s, tr("events in 24 hours")},
         {u"idpsPrevented"_s, tr("prevented in 24 hours")}}};
    const std::array<IdpsPage, 4> pages{IdpsPage::Clusters, IdpsPage::Signatures, IdpsPage::Events,
                                        IdpsPage::Events};
    for (std::size_t i = 0; i < words.size(); ++i) {
        m_figures[i] = new FigureTile(words[i].first, words[i].second, header);
        figures->addWidget(m_figures[i]);
        connect(m_figures[i], &QAbstractButton::clicked, this, [this, i, page = pages[i]] {
            showPage(page);
            if (page == IdpsPage::Events) {
                // "Prevented" leads to those that were prevented.
                list(page).setFilterText(i == 3 ? tr("Prevented") : QString());
            }
            list(page).focusContent();
        });
    }
    layout->addLayout(figures);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::tight);
    const std::array<QString, kIdpsPages> titles{tr("&Clusters and hosts"), tr("&Events"),
                                                 tr("&Rules"), tr("&Profiles"), tr("S&ignatures")};
    for (std::size_t i = 0; i < titles.size(); ++i) {
        auto* tab = new QToolButton(header);
        tab->setObjectName(u"idpsTab%1"_s.arg(i));
        tab->setText(titles[i]);
        tab->setCheckable(true);
        tab->setFocusPolicy(Qt::TabFocus);
        m_tabs->addButton(tab, static_cast<int>(i));
        row->addWidget(tab);
        connect(tab, &QToolButton::clicked, this,
                [this, i] { showPage(static_cast<IdpsPage>(i)); });
    }
    row->addStretch(1);
    for (std::size_t i = 0; i < m_changes.size(); ++i) {
        m_buttons[i] = new QToolButton(header);
        m_buttons[i]->setObjectName(m_changes[i]->objectName() + u"Button"_s);
        m_buttons[i]->setDefaultAction(m_changes[i]);
        m_buttons[i]->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        m_buttons[i]->setFocusPolicy(Qt::TabFocus);
        row->addWidget(m_buttons[i]);
    }
    m_age->setProperty("role", u"muted"_s);
    row->addWidget(m_age);
    m_refresh->setObjectName(u"idpsRefresh"_s);
    m_refresh->setText(tr("Read again"));
    m_refresh->setToolTip(tr("Read intrusion detection again"));
    m_refresh->setFocusPolicy(Qt::TabFocus);
    setButtonIcon(*m_refresh, u"refresh-cw"_s, Color::TextMuted);
    row->addWidget(m_refresh);
    m_cancel->setObjectName(u"idpsCancel"_s);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setToolTip(tr("Stop reading"));
    m_cancel->setFocusPolicy(Qt::TabFocus);
    m_cancel->hide();
    setButtonIcon(*m_cancel, u"x"_s, Color::TextMuted);
    row->addWidget(m_cancel);
    connect(m_refresh, &QToolButton::clicked, m_reader, &IdpsReader::refresh);
    connect(m_cancel, &QToolButton::clicked, m_reader, &IdpsReader::cancel);
    layout->addLayout(row);
    m_content->layout()->addWidget(header);
}

void IdpsPlace::makeLists() {
    const auto add = [this](IdpsPage page, IdpsListShape shape) {
        auto* made = new IdpsList(std::move(shape), document(), m_pages);
        m_lists[static_cast<std::size_t>(page)] = made;
        connect(made, &Place::openRequested, this, &Place::openRequested);
        connect(made, &Place::failed, this, &Place::failed);
        connect(made, &IdpsList::currentChanged, this, &IdpsPlace::updateChanges);
    };
    add(IdpsPage::Clusters, {u"idpsClusters"_s,
                             tr("Clusters and hosts"),
                             tr("Filter clusters and hosts by name"),
                             {tr("cluster or host"), tr("clusters and hosts")},
                             clusterColumns(),
                             {280, 200, 110, 170, 70, 160},
                             {0, 1},
                             -1,
                             Qt::AscendingOrder,
                             tr("Choose a cluster or host to see how it is watched."),
                             [this](Inspector& inspector, const Record& record) {
                                 describeCluster(inspector, record, m_reader->status());
                             },
                             [this](QMenu& menu, const Record&) {
                                 menu.addActions({m_changes[kClusterOn], m_changes[kClusterOff]});
                             }});
    add(IdpsPage::Events,
        {u"idpsEvents"_s,
         tr("Events"),
         tr("Filter events by signature, severity, machine, address or rule"),
         {tr("event"), tr("events")},
         eventColumns(),
         {150, 104, 280, 110, 180, 120, 88, 170, 64},
         {2, 4, 7},
         0,
         Qt::DescendingOrder,
         tr("Choose an event to see its flow and the rule that saw it."),
         [this](Inspector& inspector, const Record& record) {
             describeEvent(inspector, record, document().snapshot());
         },
         [this](QMenu& menu, const Record& record) {
             const ChipCell machines = eventMachines(record.source, document().snapshot());
             for (const Chip& machine : machines.chips) {
                 if (machine.path.isEmpty()) {
                     continue;
                 }
                 menu.addAction(
                     tr("Show machine %1").arg(QString(machine.text).replace(u'&', u"&&"_s)), this,
                     [this, path = machine.path] { Q_EMIT openRequested(path); });
                 menu.addAction(tr("Trace a packet from %1…")
                                    .arg(QString(machine.text).replace(u'&', u"&&"_s)),
                                this, [this, path = machine.path] { Q_EMIT traceRequested(path); });
             }
             const QString rule = record.source.value(u"rule_path"_s).toString();
             if (!rule.isEmpty()) {
                 menu.addAction(tr("Show the rule that saw it"), this,
                                [this, rule] { Q_EMIT openRequested(rule); });
             }
         }});
    add(IdpsPage::Rules,
        {u"idpsRules"_s,
         tr("Intrusion rules"),
         tr("Filter rules by name, policy, profile or group"),
         {tr("rule"), tr("rules")},
         idpsRuleColumns(),
         {160, 240, 160, 180, 140, 160, 220, 72},
         {1, 3, 6},
         -1,
         Qt::AscendingOrder,
         tr("Choose a rule to see what it watches."),
         [](Inspector& inspector, const Record& record) { describeIdpsRule(inspector, record); },
         [this](QMenu& menu, const Record&) {
             menu.addActions(
                 {m_changes[kRuleDetect], m_changes[kRulePrevent], m_changes[kRuleSwitch]});
         }});
    add(IdpsPage::Profiles, {u"idpsProfiles"_s,
                             tr("Profiles"),
                             tr("Filter profiles by name or criteria"),
                             {tr("profile"), tr("profiles")},
                             profileColumns(),
                             {220, 420, 150, 110, 240},
                             {1, 4},
                             0,
                             Qt::AscendingOrder,
                             tr("Choose a profile to see which signatures it picks."),
                             [this](Inspector& inspector, const Record& record) {
                                 describeIdpsProfile(inspector, record, m_reader->rules());
                             },
                             {}});
    add(IdpsPage::Signatures,
        {u"idpsSignatures"_s,
         tr("Signatures"),
         tr("Search signatures by name, ID, CVE or product"),
         {tr("signature"), tr("signatures")},
         signatureColumns(),
         {90, 360, 110, 88, 88, 150, 64, 200},
         {1, 7},
         -1,
         Qt::AscendingOrder,
         tr("Choose a signature to see what it looks for."),
         [](Inspector& inspector, const Record& record) { describeSignature(inspector, record); },
         {}});
    m_trend = new TrendChart(m_pages);
    for (IdpsList* one : m_lists) {
        m_pages->addWidget(one == &list(IdpsPage::Events) ? eventsPage() : one);
    }
}

QWidget* IdpsPlace::eventsPage() {
    auto* page = new QWidget(m_pages);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_trend);
    layout->addWidget(&list(IdpsPage::Events), 1);
    return page;
}

void IdpsPlace::updateChanges() {
    const auto page = static_cast<IdpsPage>(m_pages->currentIndex());
    const bool busy = m_runner.isBusy();
    const Record* cluster =
        page == IdpsPage::Clusters ? list(IdpsPage::Clusters).current() : nullptr;
    const Record* rule = page == IdpsPage::Rules ? list(IdpsPage::Rules).current() : nullptr;
    const QJsonValue enabled =
        cluster != nullptr ? cluster->source.value(u"enabled"_s) : QJsonValue();
    const QString mode = rule != nullptr ? rule->source.value(u"mode"_s).toString() : QString();
    m_changes[kClusterOn]->setEnabled(!busy && cluster != nullptr && !enabled.toBool());
    m_changes[kClusterOff]->setEnabled(!busy && cluster != nullptr && enabled.toBool(true));
    m_changes[kRuleDetect]->setEnabled(!busy && rule != nullptr && mode != "DETECT"_L1);
    m_changes[kRulePrevent]->setEnabled(!busy && rule != nullptr && mode != "DETECT_PREVENT"_L1);
    m_changes[kRuleSwitch]->setEnabled(!busy && rule != nullptr);
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i]->setVisible(i <= kClusterOff ? page == IdpsPage::Clusters
                                                  : page == IdpsPage::Rules);
    }
}

void IdpsPlace::changeCluster(bool enabled) {
    if (const Record* record = list(IdpsPage::Clusters).current()) {
        const QJsonValue cluster = record->source.value(u"cluster_id"_s); // of a host
        change(u"update_idps_settings"_s,
               {{u"cluster"_s, cluster.toString(record->key)}, {u"enabled"_s, enabled}});
    }
}

void IdpsPlace::changeRule(const QJsonObject& what) {
    if (const Record* record = list(IdpsPage::Rules).current()) {
        QJsonObject arguments = what;
        arguments.insert(u"rule_id"_s, record->key);
        change(u"update_idps_rule"_s, arguments);
    }
}

void IdpsPlace::change(const QString& operation, const QJsonObject& arguments) {
    m_notice->hide();
    m_runner.run(operation, arguments, {}, [this](Result<ops::Outcome> outcome) {
        m_notice->clearActions();
        if (outcome) {
            const QJsonObject& result = outcome->result;
            QStringList words{result.value(u"summary"_s).toString()};
            words += result.value(u"warnings"_s).toVariant().toStringList();
            m_notice->showNotice(NoticeKind::Info, tr("Done."), words.join(u". "_s));
            const QString undo = result.value(u"undo_id"_s).toString();
            if (!undo.isEmpty()) {
                m_notice->addAction(u"idpsUndo"_s, tr("Take it back"), [this, undo] {
                    change(u"undo_change"_s, {{u"undo_id"_s, undo}});
                });
            }
            m_reader->refresh();
        } else if (outcome.error().kind != ErrorKind::Cancelled &&
                   outcome.error().kind != ErrorKind::Declined) {
            m_notice->showError(outcome.error());
        }
        showBusy();
    });
    showBusy();
}

} // namespace bulkhead::desktop
