// SPDX-License-Identifier: MIT
// The checks of the pictures see what they are there for.
#include "desktop/pictures/widget_checks.h"
#include "desktop/theme/theme.h"

#include <QCheckBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QVBoxLayout>

using namespace bulkhead::desktop;
using namespace Qt::StringLiterals;

class TestWidgetChecks final : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_window;

    template <typename T>
    T* add(const QRect& place, const QString& text) {
        auto* widget = new T(m_window.get());
        widget->setText(text);
        widget->setGeometry(place);
        widget->show();
        return widget;
    }
    [[nodiscard]] QImage picture() const {
        QImage image(m_window->size() * 2, QImage::Format_RGB32);
        image.setDevicePixelRatio(2);
        m_window->render(&image);
        return image;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(Theme::install().has_value()); }
    void init() {
        m_window = std::make_unique<QWidget>();
        m_window->resize(600, 300);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void seesTextWithoutRoom() {
        auto* label = add<QLabel>({0, 0, 500, 40}, u"a sentence of some length"_s);
        auto* button = add<QPushButton>({0, 50, 500, 40}, u"Publish everything"_s);
        auto* box = add<QCheckBox>({0, 100, 500, 40}, u"Keep the password"_s);
        auto* words = add<QLabel>({0, 150, 500, 80}, u"words that go over two lines"_s);
        words->setWordWrap(true);
        QCOMPARE(tests::cutTexts(*m_window), QStringList());
        label->setFixedWidth(40);
        button->setFixedWidth(40);
        box->setFixedWidth(40);
        words->setGeometry(0, 150, 60, 20);
        QCOMPARE(tests::cutTexts(*m_window).size(), 4);
        label->setText(u"a sen…"_s);
        label->setToolTip(u"a sentence of some length"_s);
        button->hide();
        QCOMPARE(tests::cutTexts(*m_window).size(), 2);
    }

    void seesWhatHasNoName() {
        auto* field = add<QLineEdit>({0, 0, 200, 30}, {});
        QCOMPARE(tests::namelessWidgets(*m_window).size(), 1);
        field->setAccessibleName(u"Name"_s);
        QCOMPARE(tests::namelessWidgets(*m_window), QStringList());
    }

    void seesWhatStandsOnSomethingElse() {
        add<QLabel>({0, 0, 200, 30}, u"below"_s);
        auto* above = add<QLabel>({0, 30, 200, 30}, u"above"_s);
        QCOMPARE(tests::overlaps(*m_window), QStringList());
        above->move(150, 20);
        QCOMPARE(tests::overlaps(*m_window).size(), 1);
        above->setAttribute(Qt::WA_TransparentForMouseEvents);
        QCOMPARE(tests::overlaps(*m_window), QStringList());
    }

    void seesTextThatMeltsAway() {
        auto* label = add<QLabel>({0, 0, 300, 40}, u"Nobody can read this"_s);
        QCOMPARE(tests::faintTexts(*m_window, picture()), QStringList());
        label->setStyleSheet(u"color: #b0b0b0; background: #ffffff;"_s);
        QCOMPARE(tests::faintTexts(*m_window, picture()).size(), 1);
        label->setEnabled(false);
        QCOMPARE(tests::faintTexts(*m_window, picture()), QStringList());
    }
};

QTEST_MAIN(TestWidgetChecks)
#include "tst_widget_checks.moc"
