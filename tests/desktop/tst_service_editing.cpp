// SPDX-License-Identifier: MIT
// Services are made, typed, duplicated and deleted in the window, and what the manager gets.
#include "desktop/services/service_editor.h"
#include "desktop/services/service_entry_row.h"
#include "desktop/services/service_entry_words.h"
#include "desktop/services/service_table_model.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/notice_strip.h"
#include "window_fixture.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace bulkhead;
using namespace bulkhead::desktop;

class TestServiceEditing final : public QObject {
    Q_OBJECT

    fixture::WindowFixture m_at;

    [[nodiscard]] ServiceEditor& editor() const {
        return *m_at.child<ServiceEditor>(u"serviceEditor"_s);
    }
    [[nodiscard]] QLineEdit* nameField() const { return m_at.child<QLineEdit>(u"serviceName"_s); }
    [[nodiscard]] ServiceEntryRow* row(int index) const {
        for (auto* found : editor().findChildren<ServiceEntryRow*>(u"entry%1"_s.arg(index))) {
            if (found->isVisible()) {
                return found;
            }
        }
        return nullptr;
    }
    [[nodiscard]] const model::Service* named(const QString& name) const {
        const auto found = m_at.estate().findService(name);
        return found ? *found : nullptr;
    }
    void makeNew(const QString& name) {
        m_at.window->showPlace(PlaceId::Services);
        m_at.window->tablePlace(PlaceId::Services).table().setFocus();
        m_at.press(PlaceId::Services, Qt::Key_N, Qt::ControlModifier);
        QVERIFY(nameField()->hasFocus());
        QTest::keyClicks(nameField(), name);
        QTest::keyClick(nameField(), Qt::Key_Return);
    }
    void addEntry(int sort) {
        QTest::mouseClick(editor().findChild<QPushButton*>(u"addEntry"_s), Qt::LeftButton);
        int last = 0;
        while (row(last + 1) != nullptr) {
            ++last;
        }
        auto* box = row(last)->findChild<QComboBox*>(u"entrySort"_s);
        box->setFocus();
        for (int i = 0; i < sort; ++i) {
            QTest::keyClick(box, Qt::Key_Down);
        }
        QTRY_COMPARE(row(last)->findChild<QComboBox*>(u"entrySort"_s)->currentIndex(), sort);
        if (sort > 1) { // the fields of another kind come with the next turn
            QTRY_VERIFY(row(last)->findChild<QLineEdit*>(u"destinationPorts"_s) == nullptr ||
                        row(last)->findChild<QComboBox*>(u"alg"_s) != nullptr);
        }
    }
    void type(int index, const QString& field, const QString& text) {
        auto* line = row(index)->findChild<QLineEdit*>(field);
        QVERIFY2(line != nullptr, qPrintable(field));
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() { QVERIFY(m_at.open()); }
    void cleanup() { QVERIFY(m_at.close()); }

    void portsAreReadAsNsxWantsThem_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("ports");
        QTest::addColumn<bool>("good");
        QTest::newRow("one") << u"443"_s << QStringList{u"443"_s} << true;
        QTest::newRow("several") << u"443, 8000 - 8100 9000"_s
                                 << QStringList{u"443"_s, u"8000-8100"_s, u"9000"_s} << true;
        QTest::newRow("none") << QString() << QStringList() << true;
        QTest::newRow("too large") << u"65536"_s << QStringList() << false;
        QTest::newRow("turned round") << u"90-80"_s << QStringList() << false;
        QTest::newRow("three ends") << u"1-2-3"_s << QStringList() << false;
        QTest::newRow("word") << u"https"_s << QStringList() << false;
        QTest::newRow("too many") << u"1-2,3-4,5-6,7-8,9-10,11-12,13-14,15-16"_s << QStringList()
                                  << false;
    }
    void portsAreReadAsNsxWantsThem() {
        QFETCH(QString, text);
        QFETCH(QStringList, ports);
        QFETCH(bool, good);
        const Result<QStringList> read = portsFrom(text);
        QCOMPARE(read.has_value(), good);
        if (good) {
            QCOMPARE(*read, ports);
        }
    }

    void aNewServiceIsTypedAndPublished() {
        makeNew(u"Shop ports"_s);
        QVERIFY(named(u"Shop ports"_s) != nullptr);
        addEntry(0);
        type(0, u"destinationPorts"_s, u"8443, 9000-9100"_s);
        QTRY_COMPARE(model::inWords(named(u"Shop ports"_s)->entries), u"TCP 8443, 9000-9100"_s);
        addEntry(2); // ICMPv4
        type(1, u"icmpType"_s, u"8"_s);
        addEntry(4); // IP protocol
        type(2, u"protocolNumber"_s, u"47"_s);
        QTRY_COMPARE(model::inWords(named(u"Shop ports"_s)->entries),
                     u"TCP 8443, 9000-9100; ICMPv4 type 8; IP protocol 47"_s);
        QVERIFY(m_at.publish());
        const QString written = m_at.written();
        QVERIFY2(written.contains(u"ChildService"_s) && written.contains(u"8443"_s) &&
                     written.contains(u"IPProtocolServiceEntry"_s),
                 qPrintable(written));
        QCOMPARE(model::inWords(named(u"Shop ports"_s)->entries),
                 u"TCP 8443, 9000-9100; ICMPv4 type 8; IP protocol 47"_s);
    }

    void mistakesAreMarkedAndNotStaged() {
        makeNew(u"Wrong"_s);
        addEntry(0);
        type(0, u"destinationPorts"_s, u"443"_s);
        QTRY_COMPARE(model::inWords(named(u"Wrong"_s)->entries), u"TCP 443"_s);
        type(0, u"destinationPorts"_s, u"443, 70000"_s);
        auto* field = row(0)->findChild<QLineEdit*>(u"destinationPorts"_s);
        QVERIFY(field->property("problem").toBool());
        QVERIFY(row(0)->obstacle().contains(u"70000"_s));
        addEntry(6); // an application gateway has exactly one port
        QVERIFY(!row(1)->obstacle().isEmpty());
        QTest::keyClick(row(1), Qt::Key_Delete, Qt::AltModifier);
        QTRY_VERIFY(row(1) == nullptr);
        type(0, u"destinationPorts"_s, u"444"_s);
        QTRY_COMPARE(model::inWords(named(u"Wrong"_s)->entries), u"TCP 444"_s);
    }

    void aServiceCanHoldAnotherButNotItself() {
        makeNew(u"Outer"_s);
        addEntry(8);
        type(0, u"nestedService"_s, u"Outer"_s);
        QVERIFY(row(0)->obstacle().contains(u"itself"_s));
        type(0, u"nestedService"_s, u"HTTPS"_s);
        QTRY_COMPARE(named(u"Outer"_s)->entries.size(), std::size_t{1});
        QTRY_COMPARE(named(u"Outer"_s)->entries.front().nestedServicePath,
                     u"/infra/services/HTTPS"_s);
        QTRY_VERIFY(m_at.document().usage() != nullptr);
        QCOMPARE(m_at.document().usage()->of(u"/infra/services/HTTPS"_s).services,
                 QStringList{named(u"Outer"_s)->header.path});
    }

    void predefinedOnesAreReadOnlyAndTheirCopyIsNot() {
        const QString https = u"/infra/services/HTTPS"_s;
        QVERIFY(m_at.choose(PlaceId::Services, https));
        m_at.press(PlaceId::Services, Qt::Key_Return);
        QVERIFY(editor().isVisible());
        auto* locked = m_at.child<QLabel>(u"serviceLocked"_s);
        QVERIFY(locked->isVisible());
        QVERIFY2(locked->text().contains(u"belongs to NSX"_s), qPrintable(locked->text()));
        QVERIFY(nameField()->isReadOnly());
        QVERIFY(row(0)->findChild<QLineEdit*>(u"destinationPorts"_s)->isReadOnly());
        QTest::keyClick(nameField(), Qt::Key_Escape);
        m_at.press(PlaceId::Services, Qt::Key_Delete);
        QVERIFY(m_at.estate().service(https) != nullptr);
        QTRY_VERIFY(m_at.child<NoticeStrip>(u"noticeStrip"_s)->isVisible());
        m_at.press(PlaceId::Services, Qt::Key_D, Qt::ControlModifier);
        QVERIFY(named(u"HTTPS copy"_s) != nullptr);
        QVERIFY(!locked->isVisible());
        type(0, u"destinationPorts"_s, u"8444"_s);
        QTRY_COMPARE(model::inWords(named(u"HTTPS copy"_s)->entries), u"TCP 8444"_s);
        QVERIFY(m_at.publish());
        QCOMPARE(model::inWords(named(u"HTTPS copy"_s)->entries), u"TCP 8444"_s);
        QVERIFY(m_at.choose(PlaceId::Services, named(u"HTTPS copy"_s)->header.path));
        m_at.press(PlaceId::Services, Qt::Key_Delete);
        QVERIFY(m_at.publish());
        QVERIFY(named(u"HTTPS copy"_s) == nullptr);
    }

    void theTableIsAModel() {
        ServiceTableModel model(m_at.document());
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.reload();
        QCOMPARE(model.rowCount({}), static_cast<int>(m_at.estate().services().size()));
        model.refreshUsage();
    }
};

QTEST_MAIN(TestServiceEditing)
#include "tst_service_editing.moc"
