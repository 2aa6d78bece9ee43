// SPDX-License-Identifier: MIT
// Fields of rules and policies from the inspector to the manager: what it receives and then has.
#include "desktop/changes/change_panel.h"
#include "desktop/changes/confirm_dialog.h"
#include "desktop/changes/publisher.h"
#include "desktop/connection/manager_session.h"
#include "desktop/firewall/rule_editor.h"
#include "desktop/main_window.h"
#include "desktop/theme/theme.h"
#include "ops/demo_manager.h"
#include "simulator/simulated_manager.h"
#include "window_driver.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;

namespace {

constexpr int kLong = 30'000;

/// Adds the fields of every object of that id in a body, however deep; mere references have no
/// name.
void collect(const QJsonValue& value, const QString& id, QJsonObject& fields) {
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const QJsonValue element : array) {
            collect(element, id, fields);
        }
        return;
    }
    const QJsonObject object = value.toObject();
    const bool isIt = object.value(u"id"_s).toString() == id && object.contains(u"display_name"_s);
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (isIt) {
            fields.insert(member.key(), member.value());
        }
        collect(member.value(), id, fields);
    }
}

} // namespace

class TestFieldPublishing final : public QObject {
    Q_OBJECT

    std::unique_ptr<ops::DemoManager> m_demo;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QTemporaryDir> m_guard;
    QString m_policy;
    QStringList m_rules;

    [[nodiscard]] Document& document() const { return m_window->document(); }
    [[nodiscard]] FirewallPlace& place() const {
        return static_cast<FirewallPlace&>(m_window->place(PlaceId::Firewall));
    }
    template <typename T>
    [[nodiscard]] T* field(const QString& name) const {
        return fixture::shownChild<T>(place().inspector(), name);
    }
    [[nodiscard]] const model::SecurityPolicy& policy() const {
        return *document().snapshot()->policy(m_policy);
    }
    [[nodiscard]] const model::Rule& rule(int index) const {
        return *document().snapshot()->rule(m_rules.at(index)).rule;
    }
    void typeLine(const QString& name, const QString& text) {
        QTRY_VERIFY(field<QLineEdit>(name) != nullptr);
        QLineEdit* line = field<QLineEdit>(name);
        line->setFocus();
        line->selectAll();
        text.isEmpty() ? QTest::keyClick(line, Qt::Key_Delete) : QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
        QCoreApplication::processEvents();
    }
    void typeText(const QString& name, const QString& text) {
        QTRY_VERIFY(field<QPlainTextEdit>(name) != nullptr);
        QPlainTextEdit* edit = field<QPlainTextEdit>(name);
        edit->setFocus();
        edit->selectAll();
        text.isEmpty() ? QTest::keyClick(edit, Qt::Key_Delete) : QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
        QCoreApplication::processEvents();
    }
    void press(const QString& name, Qt::Key key) {
        QWidget* widget = nullptr;
        QTRY_VERIFY((widget = field<QWidget>(name)) != nullptr);
        QVERIFY2(widget->isEnabled(), qPrintable(name));
        QTest::keyClick(widget, key);
        QCoreApplication::processEvents();
    }
    void publish() {
        m_demo->manager().clearRequests();
        QSignalSpy published(&m_window->publisher(), &Publisher::published);
        QSignalSpy failed(&m_window->publisher(), &Publisher::failed);
        QSignalSpy loaded(&m_window->session(), &ManagerSession::loaded);
        auto* button = m_window->findChild<QAbstractButton*>(u"changePublish"_s);
        QVERIFY2(button->isEnabled(), qPrintable(button->toolTip()));
        QTest::mouseClick(button, Qt::LeftButton);
        ConfirmDialog* dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT(!failed.isEmpty() ||
                                     ((dialog = m_window->findChild<ConfirmDialog*>()) != nullptr &&
                                      dialog->isVisible()),
                                 kLong);
        QVERIFY2(failed.isEmpty(),
                 qPrintable(failed.isEmpty() ? QString()
                                             : failed.constFirst().at(0).value<Error>().message()));
        QTest::mouseClick(dialog->findChild<QAbstractButton*>(u"confirmGo"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!published.isEmpty() || !failed.isEmpty(), kLong);
        QVERIFY2(failed.isEmpty(),
                 qPrintable(failed.isEmpty() ? QString()
                                             : failed.constFirst().at(0).value<Error>().message()));
        QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, kLong); // what the manager has now
        QVERIFY(!document().hasEdits());
    }
    /// What the manager was asked to store for an object, all writes together.
    [[nodiscard]] QJsonObject received(const QString& id) const {
        QJsonObject found;
        const auto requests = m_demo->manager().requests();
        for (const simulator::RequestRecord& request : requests) {
            if (request.method == "PATCH" || request.method == "PUT") {
                const QJsonObject body = QJsonDocument::fromJson(request.body).object();
                collect(body, id, found);
            }
        }
        return found;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() {
        m_guard = std::make_unique<QTemporaryDir>();
        qputenv("OPS_HOME", m_guard->path().toLocal8Bit());
        auto demo = ops::DemoManager::start();
        QVERIFY2(demo.has_value(), qPrintable(demo ? QString() : demo.error().message()));
        m_demo = std::move(*demo);
        m_window = std::make_unique<MainWindow>(DesktopOptions{});
        m_window->resize(1600, 1000);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_window->connectToTarget(m_demo->target());
        QDialog* asked = nullptr;
        QTRY_VERIFY((asked = m_window->findChild<QDialog*>(u"passwordDialog"_s)) != nullptr &&
                    asked->isVisible());
        QTest::keyClicks(asked->findChild<QLineEdit*>(u"passwordField"_s),
                         m_demo->password().reveal());
        QTest::mouseClick(asked->findChild<QAbstractButton*>(u"passwordConnect"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!document().isEmpty() && document().search() != nullptr &&
                                     document().members()->isComplete(),
                                 kLong);
        const model::SecurityPolicy* shop =
            document().snapshot()->findPolicy(u"app-webshop"_s).value();
        m_policy = shop->header.path;
        m_rules = {shop->rules.at(0).header.path, shop->rules.at(1).header.path};
    }
    void cleanup() {
        if (m_window) {
            document().discardEdits();
            QSignalSpy left(m_window.get(), &MainWindow::left);
            m_window->close();
            QTRY_COMPARE(left.size(), 1);
            m_window.reset();
        }
        m_demo.reset();
    }

    void fieldsOfAPolicyReachTheManagerAndAreTakenAwayAgain() {
        QVERIFY(!document().snapshot()->schedulers().empty());
        QVERIFY(fixture::choose(place(), m_policy));
        typeLine(u"field_sequence_number"_s, u"4321"_s);
        press(u"field_tcp_strict"_s, Qt::Key_Space);
        const bool strict = policy().tcpStrict.value_or(false);
        press(u"field_scheduler_path"_s, Qt::Key_Down);
        const QString schedule = policy().schedulerPath;
        QVERIFY(!schedule.isEmpty());
        press(u"field_locked"_s, Qt::Key_Space);
        typeLine(u"field_comments"_s, u"release tonight"_s);
        typeText(u"field_description"_s, u"The shop and what it needs"_s);
        publish();
        const QJsonObject sent = received(u"app-webshop"_s);
        QCOMPARE(sent.value(u"sequence_number"_s).toInt(), 4321);
        QCOMPARE(sent.value(u"tcp_strict"_s).toBool(), strict);
        QCOMPARE(sent.value(u"scheduler_path"_s).toString(), schedule);
        QCOMPARE(sent.value(u"locked"_s).toBool(), true);
        QCOMPARE(sent.value(u"comments"_s).toString(), u"release tonight"_s);
        QCOMPARE(sent.value(u"description"_s).toString(), u"The shop and what it needs"_s);
        QCOMPARE(policy().sequenceNumber, 4321);
        QCOMPARE(policy().schedulerPath, schedule);
        QCOMPARE(policy().locked, true);
        QCOMPARE(policy().comments.line(), u"release tonight"_s);
        // One's own lock lets one go on, and what was set can be taken away.
        QVERIFY(fixture::choose(place(), m_policy));
        press(u"field_scheduler_path"_s, Qt::Key_Home);
        QVERIFY(policy().schedulerPath.isEmpty());
        press(u"field_locked"_s, Qt::Key_Space);
        typeText(u"field_description"_s, {});
        publish();
        QVERIFY2(policy().schedulerPath.isEmpty(), qPrintable(policy().schedulerPath));
        QCOMPARE(policy().locked.value_or(false), false);
        QVERIFY(policy().header.description.isEmpty());
    }

    void fieldsOfSeveralRulesReachTheManager() {
        QVERIFY(fixture::chooseAll(place(), m_rules, RuleColumn::Destinations));
        press(u"field_direction"_s, Qt::Key_End);
        typeLine(u"field_tag"_s, u"shop"_s);
        typeText(u"field_notes"_s, u"ticket 4711"_s);
        typeText(u"field_description"_s, u"reviewed"_s);
        m_window->activateWindow(); // the password dialog had the activation
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        place().focusContent();
        QTest::keyClick(&place().table(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
        OperandEditor* panel = fixture::operandPanel(*m_window);
        QVERIFY(panel != nullptr);
        fixture::answer(*panel, {u"10.77.0.0/16"_s});
        publish();
        for (int index = 0; index < m_rules.size(); ++index) {
            const QJsonObject sent = received(m_rules.at(index).section(u'/', -1));
            QCOMPARE(sent.value(u"direction"_s).toString(), u"OUT"_s);
            QCOMPARE(sent.value(u"tag"_s).toString(), u"shop"_s);
            QCOMPARE(sent.value(u"notes"_s).toString(), u"ticket 4711"_s);
            QCOMPARE(sent.value(u"description"_s).toString(), u"reviewed"_s);
            QVERIFY(sent.value(u"destination_groups"_s).toArray().contains(u"10.77.0.0/16"_s));
            QCOMPARE(rule(index).logLabel.line(), u"shop"_s);
            QVERIFY(rule(index).destinations.contains(u"10.77.0.0/16"_s));
        }
    }

    void aNewPolicyIsMadeInTheCategoryThatWasChosen() {
        place().editor().addPolicyIn(model::Category::Environment);
        auto* name = m_window->findChild<QLineEdit*>(u"cellLine"_s);
        QVERIFY(name != nullptr);
        QTest::keyClicks(name, u"Zones"_s);
        QTest::keyClick(name, Qt::Key_Return);
        const QString path = place().table().currentKey();
        press(u"field_category"_s, Qt::Key_Up); // Infrastructure
        QVERIFY(document().snapshot()->policy(path)->effectiveCategory() ==
                model::Category::Infrastructure);
        publish();
        QCOMPARE(received(path.section(u'/', -1)).value(u"category"_s).toString(),
                 u"Infrastructure"_s);
        const model::SecurityPolicy* made = document().snapshot()->policy(path);
        QVERIFY(made != nullptr);
        QVERIFY(made->effectiveCategory() == model::Category::Infrastructure);
        // Now it is fixed.
        QVERIFY(fixture::choose(place(), path));
        QTRY_VERIFY(field<QCheckBox>(u"field_stateful"_s) != nullptr);
        QVERIFY(field<QComboBox>(u"field_category"_s) == nullptr);
    }
};

QTEST_MAIN(TestFieldPublishing)
#include "tst_field_publishing.moc"
