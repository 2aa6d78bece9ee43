// SPDX-License-Identifier: MIT
// Every kind of edit, staged in the window, published and taken back: the manager then holds what
// it held before, byte for byte, apart from revision and time (and from the numbers that it gives
// to an object that was deleted and made again).
#include "../simulator/api_client.h"
#include "desktop/demo_window.h"
#include "desktop/edit_kinds.h"
#include "desktop/theme/theme.h"
#include "support/lab.h"

#include <QLineEdit>

using namespace bulkhead;
using namespace bulkhead::desktop;
using namespace Qt::StringLiterals;
using bulkhead::desktop::fixture::MakeStep;
using bulkhead::desktop::tests::DemoWindow;
using bulkhead::desktop::tests::kPatience;

namespace {

/// Without what nobody can restore. A new object gets new numbers from the manager.
QJsonValue comparable(const QJsonValue& value, bool isMadeAnew) {
    static const QStringList times{u"_revision"_s,           u"_last_modified_time"_s,
                                   u"_last_modified_user"_s, u"_create_time"_s,
                                   u"lock_modified_time"_s,  u"lock_modified_by"_s,
                                   u"_last_sync_time"_s,     u"_create_user"_s};
    static const QStringList numbers{u"unique_id"_s, u"realization_id"_s, u"rule_id"_s};
    if (value.isArray()) {
        QJsonArray array;
        const QJsonArray elements = value.toArray();
        for (const QJsonValue element : elements) {
            array.append(comparable(element, isMadeAnew));
        }
        return array;
    }
    if (!value.isObject()) {
        return value;
    }
    QJsonObject object;
    const QJsonObject source = value.toObject();
    for (auto member = source.begin(); member != source.end(); ++member) {
        if (!times.contains(member.key()) && !(isMadeAnew && numbers.contains(member.key()))) {
            object.insert(member.key(), comparable(member.value(), isMadeAnew));
        }
    }
    return object;
}

/// The first lines that differ, for the message.
QByteArray difference(const QByteArray& before, const QByteArray& after) {
    const QByteArrayList left = before.split('\n');
    const QByteArrayList right = after.split('\n');
    for (qsizetype line = 0; line < qMin(left.size(), right.size()); ++line) {
        if (left.at(line) != right.at(line)) {
            return "before: " + left.at(line).trimmed() + "\nafter: " + right.at(line).trimmed();
        }
    }
    return QByteArray::number(left.size()) + " and " + QByteArray::number(right.size()) + " lines";
}

} // namespace

class TestUndoEveryKind final : public QObject {
    Q_OBJECT

    std::unique_ptr<::bulkhead::tests::Lab> m_lab;
    std::unique_ptr<DemoWindow> m_demo;

    /// What the manager has, read without this program's client.
    [[nodiscard]] QByteArray configuration(bool isMadeAnew) const {
        simulator::test::ApiClient client(m_lab->manager(), u"admin"_s, u"correct horse 7!"_s);
        QByteArray text;
        for (const QString& path :
             {u"/policy/api/v1/infra?filter=Type-Domain%7CSecurityPolicy%7CRule%7CGroup%7CService"
              "%7CServiceEntry%7CPolicyContextProfile%7CPolicyExcludeList"_s,
              u"/policy/api/v1/infra/settings/firewall/security/exclude-list"_s,
              u"/api/v1/fabric/virtual-machines"_s}) {
            const auto answer = client.get(path);
            if (answer.status != 200) {
                qFatal("%s", answer.body.constData());
            }
            text += QJsonDocument(comparable(answer.json(), isMadeAnew).toObject()).toJson();
        }
        return text;
    }

    /// Presses the button, answers the question, and waits until the manager was read again. What
    /// went wrong, if anything did.
    [[nodiscard]] QString carry(const QString& button) const {
        MainWindow& window = m_demo->window();
        QSignalSpy failed(&window.publisher(), &Publisher::failed);
        QSignalSpy loaded(&window.session(), &ManagerSession::loaded);
        if (!m_demo->press(button)) {
            return button + u" cannot be pressed"_s;
        }
        ConfirmDialog* dialog = nullptr;
        const auto isAsked = [&] {
            dialog = window.findChild<ConfirmDialog*>();
            return !failed.isEmpty() || (dialog != nullptr && dialog->isVisible());
        };
        if (!QTest::qWaitFor(isAsked, kPatience)) {
            return u"nobody was asked"_s;
        }
        if (failed.isEmpty()) {
            if (auto* typed = dialog->findChild<QLineEdit*>(u"confirmName"_s)) {
                QTest::keyClicks(typed, typed->placeholderText());
            }
            QTest::mouseClick(dialog->findChild<QAbstractButton*>(u"confirmGo"_s), Qt::LeftButton);
        }
        if (!QTest::qWaitFor([&] { return !failed.isEmpty() || !loaded.isEmpty(); }, kPatience)) {
            return u"the manager was not read again"_s;
        }
        return failed.isEmpty() ? QString() : failed.constFirst().at(0).value<Error>().message();
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(Theme::install().has_value());
        m_lab = std::make_unique<::bulkhead::tests::Lab>();
        m_demo = std::make_unique<DemoWindow>();
        QVERIFY(m_demo->open(m_lab->configFile()));
    }
    void cleanupTestCase() {
        QVERIFY(m_demo->close());
        m_demo.reset();
        m_lab.reset();
    }

    void cleanup() { m_demo->document().discardEdits(); } // of a row that failed

    void isTakenBack_data();
    void isTakenBack() {
        QFETCH(MakeStep, make);
        QFETCH(bool, isMadeAnew);
        const QByteArray before = configuration(isMadeAnew);
        QVERIFY(before.contains("app-webshop") && before.contains("prod-webshop-web-01"));
        Document& document = m_demo->document();
        const auto staged = document.stage(make(*document.snapshot()));
        QVERIFY2(staged, qPrintable(staged ? QString() : staged.error().message()));
        QVERIFY(document.hasEdits());
        QCOMPARE(carry(u"changePublish"_s), QString());
        QVERIFY(!document.hasEdits());
        QVERIFY2(configuration(isMadeAnew) != before, "nothing was published");
        QCOMPARE(carry(u"noticeRevert"_s), QString());
        const QByteArray after = configuration(isMadeAnew);
        QVERIFY2(after == before, difference(before, after).constData());
    }
};

Q_DECLARE_METATYPE(MakeStep)

void TestUndoEveryKind::isTakenBack_data() {
    QTest::addColumn<MakeStep>("make");
    QTest::addColumn<bool>("isMadeAnew");
    for (const fixture::EditKind& kind : fixture::everyKindOfEdit()) {
        QTest::newRow(kind.name) << kind.make << kind.isMadeAnew;
    }
}

QTEST_MAIN(TestUndoEveryKind)
#include "tst_undo_every_kind.moc"
