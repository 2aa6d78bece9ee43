// SPDX-License-Identifier: MIT
// PictureDesk: the whole window in the size that people meet it in, and the book it is taken for.
#pragma once

#include "desktop/main_actions.h"
#include "desktop/pictures/picture_book.h"
#include "desktop/theme/theme.h"
#include "desktop/widgets/notice_strip.h"
#include "desktop/window_fixture.h"

#include <QApplication>
#include <QTest>

namespace bulkhead::desktop::tests {

class PictureDesk {
protected:
    static constexpr int kPatience = 90'000; ///< ms; two screens may be drawn at the same time

    fixture::WindowFixture m_desk;
    PictureBook m_book;

    void open() {
        QVERIFY(Theme::install().has_value());
        QVERIFY(m_desk.open());
        window().resize(kPictureSize);
        QTRY_VERIFY_WITH_TIMEOUT(document().search() != nullptr, kPatience);
    }
    void close() { QVERIFY(m_desk.close()); }

    [[nodiscard]] MainWindow& window() const { return *m_desk.window; }
    [[nodiscard]] Document& document() const { return m_desk.document(); }
    [[nodiscard]] simulator::SimulatedManager& manager() const { return m_desk.demo().manager(); }
    [[nodiscard]] NoticeStrip& notice() const {
        return *m_desk.child<NoticeStrip>(QStringLiteral("noticeStrip"));
    }
    void take(const QString& state) { m_book.take(state, window()); }
    void takeWith(const QString& state, QWidget& dialog) { m_book.take(state, window(), &dialog); }
    /// Anything of this kind that is shown; nullptr if there is none.
    template <typename T>
    [[nodiscard]] T* shown() const {
        const auto all = window().findChildren<T*>();
        for (T* one : all) {
            if (one->isVisible()) {
                return one;
            }
        }
        return nullptr;
    }
    /// Reads the manager again and waits for the end, good or bad.
    void refresh() {
        window().actions().refresh->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!window().session().isBusy(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(
            document().search() != nullptr && document().members()->isComplete(), kPatience);
    }
    void breakManager(int status, int errorCode, const QByteArray& path = {}) {
        simulator::Fault fault;
        fault.pathContains = path;
        fault.count = -1;
        fault.status = status;
        fault.errorCode = errorCode;
        fault.message = status == 403 ? "The user does not have permission" : "";
        manager().addFault(fault);
    }
    void showEstate(const snapshot::SnapshotPointer& snapshot) {
        document().show(snapshot);
        QTRY_VERIFY_WITH_TIMEOUT(
            document().search() != nullptr && document().members()->isComplete(), kPatience);
    }
};

} // namespace bulkhead::desktop::tests
