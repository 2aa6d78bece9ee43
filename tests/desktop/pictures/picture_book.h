// SPDX-License-Identifier: MIT
// PictureBook: photographs every state of the window in light and dark, and checks what it sees.
#pragma once

#include <QSize>
#include <QString>
#include <QStringList>

class QImage;
class QWidget;

namespace bulkhead::desktop::tests {

/// What the window is unless somebody has changed it (main_window.cpp).
inline constexpr QSize kPictureSize{1440, 900};

/// Makes the offscreen screen one of 100 or 200 %, as BULKHEAD_PICTURE_SCALE says: real device
/// pixels, not a magnified picture. Call it before the QApplication is made.
void prepareScreen();

/// One for a test program. Writes build/<preset>/pictures/<place>-<state>-<variant>.png; a variant
/// is light-100, dark-100, light-200 or dark-200.
class PictureBook final {
public:
    PictureBook();

    /// Photographs the window, with `dialog` in front of it, in light and dark, and fails the
    /// current test for each thing that is wrong with it. Light is on again afterwards.
    void take(const QString& placeAndState, QWidget& window, QWidget* dialog = nullptr);
    /// Fails the current test unless exactly these have been taken and lie in the folder.
    void verifyComplete(const QStringList& states) const;

private:
    void checkPicture(const QString& name, const QWidget& what, const QImage& picture) const;
    void checkWidgets(const QString& name, const QWidget& what, const QImage& picture) const;
    [[nodiscard]] QString fileOf(const QString& state, bool dark) const;

    QString m_folder;
    int m_percent;
    QStringList m_taken;
};

} // namespace bulkhead::desktop::tests

/// As QTEST_MAIN, on the screen that prepareScreen has made.
#define PICTURE_MAIN(TestClass)                                                                    \
    int main(int argc, char** argv) {                                                              \
        bulkhead::desktop::tests::prepareScreen();                                                 \
        QApplication application(argc, argv);                                                      \
        TestClass test;                                                                            \
        return QTest::qExec(&test, argc, argv);                                                    \
    }
