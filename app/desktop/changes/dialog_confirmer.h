// SPDX-License-Identifier: MIT
// DialogConfirmer: asks the person at the window before something is changed or destroyed.
#pragma once

#include "guard/confirmer.h"

#include <QPointer>
#include <QWidget>

namespace bulkhead::desktop {

/// Shows one ConfirmDialog a question, over `window`; nested event loops are not used. A window
/// that is gone, or that goes while the question stands, is a no. GUI thread.
class DialogConfirmer final : public guard::Confirmer {
public:
    explicit DialogConfirmer(QWidget* window) : m_window(window) {}
    [[nodiscard]] Task<guard::Confirmation> ask(guard::Question question,
                                                CancellationToken token) override;

private:
    QPointer<QWidget> m_window;
};

} // namespace bulkhead::desktop
