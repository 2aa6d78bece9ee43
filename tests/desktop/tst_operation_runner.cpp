// SPDX-License-Identifier: MIT
// What the window does with passwords and how it asks before it changes something.
#include "desktop/changes/confirm_dialog.h"
#include "desktop/connection/manager_session.h"
#include "desktop/connection/operation_runner.h"
#include "desktop/theme/theme.h"
#include "guard/redactor.h"
#include "ops/demo_manager.h"
#include "simulator/simulated_manager.h"
#include "support/fake_secret_store.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;

class TestOperationRunner final : public QObject {
    Q_OBJECT

    std::unique_ptr<ops::DemoManager> m_demo;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QWidget> m_window;
    std::shared_ptr<tests::FakeSecretStore> m_store;
    std::unique_ptr<ManagerSession> m_session;
    std::unique_ptr<OperationRunner> m_runner;
    std::optional<Result<ops::Outcome>> m_outcome;

    [[nodiscard]] config::Target target(const QString& environment) const {
        config::Target made = m_demo->target();
        made.name = u"plant"_s;
        made.environment = environment;
        return made;
    }
    void connectTo(const QString& environment) {
        m_store->secrets.insert(u"plant"_s, m_demo->password().reveal());
        QSignalSpy loaded(m_session.get(), &ManagerSession::loaded);
        m_session->open(target(environment));
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, 30'000);
    }
    void run(const QString& operation, const QJsonObject& arguments) {
        m_outcome.reset();
        m_runner->run(operation, arguments, u"because"_s,
                      [this](Result<ops::Outcome> outcome) { m_outcome = std::move(outcome); });
    }
    [[nodiscard]] ConfirmDialog* dialog() const {
        auto* found = m_window->findChild<ConfirmDialog*>();
        return found != nullptr && found->isVisible() ? found : nullptr;
    }
    [[nodiscard]] int deletions() const {
        int count = 0;
        for (const simulator::RequestRecord& line : m_demo->manager().requests()) {
            count += line.method == "DELETE" ? 1 : 0;
        }
        return count;
    }
    void startDeletion() {
        run(u"delete_dfw_rule"_s, {{u"policy_id"_s, u"app-webshop"_s}, {u"rule_id"_s, ruleId()}});
        QTRY_VERIFY_WITH_TIMEOUT(dialog() != nullptr || m_outcome.has_value(), 15'000);
        QVERIFY2(dialog() != nullptr, m_outcome && !*m_outcome
                                          ? qPrintable(m_outcome->error().message())
                                          : "no question");
    }
    [[nodiscard]] QString ruleId() {
        run(u"list_dfw_rules"_s, {{u"policy_id"_s, u"app-webshop"_s}});
        if (!QTest::qWaitFor([this] { return m_outcome.has_value(); }, 15'000) || !*m_outcome) {
            return {};
        }
        return m_outcome->value().result.value(u"items"_s).toArray().first()[u"id"_s].toString();
    }
    static void click(QWidget* parent, const QString& name) {
        auto* button = parent->findChild<QPushButton*>(name);
        QVERIFY2(button != nullptr, qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() {
        auto demo = ops::DemoManager::start();
        QVERIFY2(demo.has_value(), qPrintable(demo ? QString() : demo.error().message()));
        m_demo = std::move(*demo);
        m_folder = std::make_unique<QTemporaryDir>();
        m_window = std::make_unique<QWidget>();
        m_window->resize(900, 700);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_store = std::make_shared<tests::FakeSecretStore>();
        m_session = std::make_unique<ManagerSession>(nullptr, m_store);
        m_runner = std::make_unique<OperationRunner>(*m_session, m_window.get(),
                                                     guard::standardGuard(m_folder->path()));
    }
    void cleanup() {
        bool left = false;
        m_session->disconnectFromManager([&left] { left = true; });
        QTRY_VERIFY(left);
        m_runner.reset();
        m_session.reset();
        m_window.reset();
        m_demo.reset();
    }

    void theSecretStoreIsAskedAndThePasswordIsRedacted() {
        connectTo(u"lab"_s);
        QCOMPARE(m_store->asked, 1);
        const QString password = m_demo->password().reveal();
        QCOMPARE(guard::redact(u"before "_s + password + u" after"_s), u"before *** after"_s);
    }

    void aTypedPasswordIsStoredOnceItWasAccepted() {
        QSignalSpy needed(m_session.get(), &ManagerSession::passwordNeeded);
        QSignalSpy failed(m_session.get(), &ManagerSession::failed);
        QSignalSpy loaded(m_session.get(), &ManagerSession::loaded);
        m_session->open(target(u"lab"_s));
        QTRY_COMPARE(needed.size(), 1);
        m_session->continueWithPassword(config::Secret(u"wrong-horse"_s),
                                        KeepPassword::InSecretStore);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 15'000);
        QVERIFY(m_store->secrets.isEmpty());
        m_session->continueWithPassword(m_demo->password(), KeepPassword::InSecretStore);
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, 30'000);
        QTRY_COMPARE(m_store->secrets.value(u"plant"_s), m_demo->password().reveal());
    }

    void aStoreThatFailsIsSaidAndTheWorkGoesOn() {
        QSignalSpy needed(m_session.get(), &ManagerSession::passwordNeeded);
        QSignalSpy failed(m_session.get(), &ManagerSession::failed);
        m_store->failure =
            fail(ErrorKind::Failed, u"Start the keyring."_s, u"No keyring."_s).value();
        m_session->open(target(u"lab"_s));
        QTRY_COMPARE(needed.size() + failed.size(), 1);
        QCOMPARE(failed.size(), 0);
        const Error reason = needed.first().first().value<Error>();
        QVERIFY2(reason.message().contains(u"No keyring."_s), qPrintable(reason.message()));
    }

    void withoutAManagerNothingRuns() {
        run(u"list_dfw_policies"_s, {});
        QVERIFY(m_outcome.has_value() && !m_outcome->has_value());
        QCOMPARE(m_outcome->error().kind, ErrorKind::Refused);
    }

    void aConfirmedDeletionIsSent() {
        connectTo(u"lab"_s);
        startDeletion();
        QVERIFY(dialog()->findChild<QPushButton*>(u"confirmCancel"_s)->isDefault());
        QCOMPARE(deletions(), 0);
        click(dialog(), u"confirmGo"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_outcome.has_value(), 15'000);
        QVERIFY2(m_outcome->has_value(),
                 qPrintable(m_outcome->has_value() ? QString() : m_outcome->error().message()));
        QCOMPARE(deletions(), 1);
    }

    void aDeclinedOneIsNot_data() {
        QTest::addColumn<QString>("how");
        QTest::newRow("Cancel") << u"cancel"_s;
        QTest::newRow("Return at once") << u"return"_s;
        QTest::newRow("Escape") << u"escape"_s;
        QTest::newRow("the window goes") << u"window"_s;
        QTest::newRow("the work is cancelled") << u"token"_s;
    }
    void aDeclinedOneIsNot() {
        QFETCH(const QString, how);
        connectTo(u"lab"_s);
        startDeletion();
        if (how == u"cancel"_s) {
            click(dialog(), u"confirmCancel"_s);
        } else if (how == u"return"_s) {
            QTest::keyClick(dialog()->focusWidget(), Qt::Key_Return);
        } else if (how == u"escape"_s) {
            QTest::keyClick(dialog(), Qt::Key_Escape);
        } else if (how == u"window"_s) {
            delete dialog();
        } else {
            m_runner->cancel();
        }
        QTRY_VERIFY_WITH_TIMEOUT(m_outcome.has_value(), 15'000);
        QVERIFY(!m_outcome->has_value());
        QCOMPARE(deletions(), 0);
    }

    void productionWantsTheNameTyped() {
        connectTo(u"production"_s);
        startDeletion();
        auto* go = dialog()->findChild<QPushButton*>(u"confirmGo"_s);
        auto* name = dialog()->findChild<QLineEdit*>(u"confirmName"_s);
        QVERIFY(name != nullptr);
        QVERIFY(!go->isEnabled());
        QTest::keyClicks(name, u"plan"_s);
        QVERIFY(!go->isEnabled());
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(dialog() != nullptr && !m_outcome.has_value());
        QTest::keyClicks(name, u"t"_s);
        QVERIFY(go->isEnabled());
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(m_outcome.has_value(), 15'000);
        QVERIFY(m_outcome->has_value());
        QCOMPARE(deletions(), 1);
    }
};

QTEST_MAIN(TestOperationRunner)
#include "tst_operation_runner.moc"
