// SPDX-License-Identifier: MIT
// DialogConfirmer: asks the person at the window before something is changed or destroyed.
#pragma once

#include "base/progress.h"
#include "guard/confirmer.h"

#include <QPointer>
#include <QWidget>

#include <utility>

namespace bulkhead::desktop {

/// Shows one ConfirmDialog a question, over `window`; nested event loops are not used. A window
/// that is gone, or that goes while the question stands, is a no. GUI thread.
class DialogConfirmer final : public guard::Confirmer {
public:
    /// `onProgress` hears that the work waits for the person.
    explicit DialogConfirmer(QWidget* window, ProgressCallback onProgress = {})
        : m_window(window), m_onProgress(std::move(onProgress)) {}
    [[nodiscard]] Task<guard::Confirmation> ask(guard::Question question,
                                                CancellationToken token) override;

private:
    QPointer<QWidget> m_window;
    ProgressCallback m_onProgress;
};

} // namespace bulkhead::desktop
