// SPDX-License-Identifier: MIT
// Intrusion detection in the window, against the demo manager: what is read, where numbers lead,
// what is changed after a question, and what is said when nothing can be read.
#include "desktop/changes/confirm_dialog.h"
#include "desktop/connection/manager_session.h"
#include "desktop/connection/operation_runner.h"
#include "desktop/estate/document.h"
#include "desktop/idps/idps_list.h"
#include "desktop/idps/idps_place.h"
#include "desktop/idps/idps_reader.h"
#include "desktop/idps/trend_chart.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/figure_tile.h"
#include "desktop/widgets/filter_bar.h"
#include "desktop/widgets/table_view.h"
#include "ops/demo_manager.h"
#include "simulator/simulated_manager.h"
#include "support/fake_secret_store.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;

class TestIdpsPlace final : public QObject {
    Q_OBJECT

    std::unique_ptr<ops::DemoManager> m_demo;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QWidget> m_window;
    std::shared_ptr<tests::FakeSecretStore> m_store;
    std::unique_ptr<ManagerSession> m_session;
    std::unique_ptr<Document> m_document;
    OperationRunner* m_runner = nullptr;
    IdpsPlace* m_place = nullptr;

    void connectToManager() {
        m_store->secrets.insert(u"demo"_s, m_demo->password().reveal());
        QSignalSpy loaded(m_session.get(), &ManagerSession::loaded);
        connect(m_session.get(), &ManagerSession::loaded, m_document.get(),
                [this](const snapshot::SnapshotPointer& snapshot) { m_document->show(snapshot); });
        m_session->open(m_demo->target());
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, 30'000);
        m_place->setConnected(true);
    }
    void read() {
        connectToManager();
        QTRY_VERIFY_WITH_TIMEOUT(
            m_place->reader().readAt().isValid() && !m_place->reader().isBusy(), 30'000);
        QVERIFY2(!m_place->reader().error(),
                 m_place->reader().error() ? qPrintable(m_place->reader().error()->message()) : "");
    }
    [[nodiscard]] FigureTile& figure(const QString& name) const {
        return *m_place->findChild<FigureTile*>(name);
    }
    [[nodiscard]] int rows(IdpsPage page) const {
        return m_place->list(page).table().model()->rowCount();
    }
    [[nodiscard]] ConfirmDialog* dialog() const {
        auto* found = m_window->findChild<ConfirmDialog*>();
        return found != nullptr && found->isVisible() ? found : nullptr;
    }
    void fault(int status, int errorCode) {
        simulator::Fault one;
        one.pathContains = "intrusion-service";
        one.count = -1;
        one.status = status;
        one.errorCode = errorCode;
        m_demo->manager().addFault(one);
    }
    [[nodiscard]] QString emptyTitle() const {
        for (const QLabel* label : m_place->findChildren<QLabel*>()) {
            if (label->property("role").toString() == u"display" && label->isVisible()) {
                return label->text();
            }
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() {
        auto demo = ops::DemoManager::start();
        QVERIFY2(demo.has_value(), qPrintable(demo ? QString() : demo.error().message()));
        m_demo = std::move(*demo);
        m_folder = std::make_unique<QTemporaryDir>();
        m_window = std::make_unique<QWidget>();
        m_window->resize(1400, 900);
        m_store = std::make_shared<tests::FakeSecretStore>();
        m_session = std::make_unique<ManagerSession>(nullptr, m_store);
        m_document = std::make_unique<Document>(nullptr, m_folder->filePath(u"drafts"_s));
        m_runner =
            new OperationRunner(*m_session, m_window.get(), guard::standardGuard(m_folder->path()));
        m_place = new IdpsPlace(*m_document, *m_runner, m_window.get());
        m_place->resize(m_window->size());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void cleanup() {
        bool left = false;
        m_session->disconnectFromManager([&left] { left = true; });
        QTRY_VERIFY(left);
        m_window.reset();
        m_document.reset();
        m_session.reset();
        m_demo.reset();
    }

    void showsFourNumbersAndTheirLists() {
        read();
        QCOMPARE(figure(u"idpsClusters"_s).figure(), u"1 of 1"_s);
        QVERIFY(figure(u"idpsSignatureAge"_s).figure().contains(u"days"_s));
        QVERIFY(figure(u"idpsEvents24"_s).figure() != u"—"_s);
        QCOMPARE(rows(IdpsPage::Clusters), 5); // a cluster and its hosts
        QCOMPARE(rows(IdpsPage::Rules), 5);
        QCOMPARE(rows(IdpsPage::Profiles), 4);
        QVERIFY(rows(IdpsPage::Events) > 20);
        QTest::mouseClick(&figure(u"idpsClusters"_s), Qt::LeftButton);
        QVERIFY(m_place->list(IdpsPage::Clusters).isVisible());
        // The number of what was prevented leads to what was prevented.
        const int all = rows(IdpsPage::Events);
        figure(u"idpsPrevented"_s).setFocus();
        QTest::keyClick(&figure(u"idpsPrevented"_s), Qt::Key_Space);
        QVERIFY(m_place->list(IdpsPage::Events).isVisible());
        QVERIFY(rows(IdpsPage::Events) > 0 && rows(IdpsPage::Events) < all);
    }

    void modelsHold() {
        read();
        for (std::size_t i = 0; i < kIdpsPages; ++i) {
            TableView& table = m_place->list(static_cast<IdpsPage>(i)).table();
            const QAbstractItemModelTester own(
                &table.cellModel(), QAbstractItemModelTester::FailureReportingMode::QtTest);
            const QAbstractItemModelTester shown(
                table.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
            m_place->list(static_cast<IdpsPage>(i)).setFilterText(u"a"_s);
        }
    }

    void theTrendSpeaks() {
        read();
        auto* trend = m_place->findChild<TrendChart*>();
        QVERIFY(trend->bars() >= 14);
        trend->setFocus();
        QTest::keyClick(trend, Qt::Key_Home);
        QCOMPARE(trend->accessibleDescription(), trend->words(0));
        QVERIFY(trend->words(0).contains(u"event"_s));
        QCOMPARE(trend->words(-1), QString());
    }

    void eventsLeadToMachinesRulesAndTraces() {
        read();
        IdpsList& events = m_place->list(IdpsPage::Events);
        m_place->showPage(IdpsPage::Events);
        events.table().setCurrentIndex(events.table().model()->index(0, 0));
        QVERIFY(events.current() != nullptr);
        const QString rule = events.current()->source.value(u"rule_path"_s).toString();
        QVERIFY(m_place->holds(rule));
        const QStringList machines =
            events.table().model()->index(0, 4).data(kChipPathRole).toStringList();
        QVERIFY(m_document->snapshot()->machine(machines.value(0)) != nullptr);
        QVERIFY(m_place->goTo(rule));
        QCOMPARE(m_place->list(IdpsPage::Rules).current()->key, rule);
        QSignalSpy opened(m_place, &Place::openRequested);
        Q_EMIT events.table().chipActivated(machines.value(0));
        QCOMPARE(opened.first().first().toString(), machines.value(0));
    }

    void aRuleIsChangedAfterAQuestionAndTakenBack() {
        read();
        QVERIFY(m_place->goTo(
            u"/infra/domains/default/intrusion-service-policies/production/rules/erp"_s));
        QAction* prevent = m_place->changes()[3];
        QTRY_VERIFY(prevent->isEnabled());
        QVERIFY(!m_place->changes()[2]->isEnabled()); // it only detects already
        prevent->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(dialog() != nullptr, 15'000);
        QTest::mouseClick(dialog()->findChild<QPushButton*>(u"confirmGo"_s), Qt::LeftButton);
        const auto mode = [this] {
            const Record* rule = m_place->list(IdpsPage::Rules).current();
            return rule == nullptr ? QString() : rule->source.value(u"mode"_s).toString();
        };
        QTRY_COMPARE_WITH_TIMEOUT(mode(), u"DETECT_PREVENT"_s, 15'000);
        QTRY_VERIFY(!m_runner->isBusy());
        auto* undo = m_place->findChild<QPushButton*>(u"idpsUndo"_s);
        QVERIFY(undo != nullptr);
        QTest::mouseClick(undo, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(dialog() != nullptr || mode() == u"DETECT"_s, 15'000);
        if (dialog() != nullptr) {
            QTest::mouseClick(dialog()->findChild<QPushButton*>(u"confirmGo"_s), Qt::LeftButton);
        }
        QTRY_COMPARE_WITH_TIMEOUT(mode(), u"DETECT"_s, 15'000);
    }

    void saysWhatIsMissing_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("title");
        QTest::newRow("no right") << 403 << 401 << u"Your role may not read"_s;
        QTest::newRow("no feature") << 404 << 600 << u"has no intrusion detection"_s;
    }
    void saysWhatIsMissing() {
        QFETCH(const int, status);
        QFETCH(const int, code);
        QFETCH(const QString, title);
        fault(status, code);
        connectToManager();
        QTRY_VERIFY2_WITH_TIMEOUT(emptyTitle().contains(title), qPrintable(emptyTitle()), 15'000);
        m_demo->manager().clearFaults();
        QTest::mouseClick(m_place->findChild<QPushButton*>(u"idpsTryAgain"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!m_place->reader().status().isEmpty(), 15'000);
        QTRY_COMPARE(figure(u"idpsClusters"_s).figure(), u"1 of 1"_s);
    }

    void withoutAManagerItSaysSo() {
        QVERIFY(emptyTitle().contains(u"needs its manager"_s));
        QVERIFY(!m_place->reader().isBusy());
        read();
        QVERIFY(emptyTitle().isEmpty());
        m_place->setConnected(false);
        QVERIFY(emptyTitle().contains(u"needs its manager"_s));
        QVERIFY(m_place->reader().status().isEmpty());
    }

    void readsOnlyWhileItIsSeen() {
        m_place->hide();
        connectToManager();
        QVERIFY(!m_place->reader().isBusy());
        QVERIFY(!m_place->reader().readAt().isValid());
        m_place->show();
        QVERIFY(m_place->reader().isBusy());
        m_place->reader().cancel();
        QTRY_VERIFY_WITH_TIMEOUT(!m_place->reader().isBusy(), 15'000);
    }

    void keepsItsPlaceWhenReadAgain() {
        read();
        IdpsList& events = m_place->list(IdpsPage::Events);
        events.setFilterText(u"critical"_s);
        events.table().setCurrentIndex(events.table().model()->index(3, 2));
        const QString key = events.table().currentKey();
        const QDateTime before = m_place->reader().readAt();
        QTest::mouseClick(m_place->findChild<QToolButton*>(u"idpsRefresh"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_place->reader().readAt() > before && !m_place->reader().isBusy(),
                                 15'000);
        QCOMPARE(events.table().currentKey(), key);
        QCOMPARE(events.table().currentIndex().column(), 2);
        QCOMPARE(events.filterBar().text(), u"critical"_s);
    }
};

QTEST_MAIN(TestIdpsPlace)
#include "tst_idps_place.moc"
