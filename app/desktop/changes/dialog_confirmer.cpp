// SPDX-License-Identifier: MIT
#include "desktop/changes/dialog_confirmer.h"

#include "base/person.h"
#include "desktop/changes/confirm_dialog.h"

#include <QCoro/QCoroFuture>
#include <QPromise>

namespace bulkhead::desktop {

namespace {

/// The person's answer, given once; a dialog that dies unanswered gives it as no.
class Decision final {
public:
    Decision() { m_promise.start(); }
    ~Decision() { take(false); }
    Decision(const Decision&) = delete;
    Decision& operator=(const Decision&) = delete;

    void take(bool confirmed) {
        if (!m_taken) {
            m_taken = true;
            m_promise.addResult(confirmed);
            m_promise.finish();
        }
    }
    [[nodiscard]] QFuture<bool> future() const { return m_promise.future(); }

private:
    QPromise<bool> m_promise;
    bool m_taken = false;
};

} // namespace

Task<guard::Confirmation> DialogConfirmer::ask(guard::Question question, CancellationToken token) {
    using guard::Answer;
    if (!m_window || token.isCancelled()) {
        co_return guard::Confirmation{Answer::Declined, personName(), {}};
    }
    auto decision = std::make_shared<Decision>();
    const QFuture<bool> future = decision->future();
    auto* dialog = new ConfirmDialog(std::move(question), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::finished, dialog,
                     [decision](int result) { decision->take(result == QDialog::Accepted); });
    decision.reset(); // from here on the dialog's connection holds it
    token.onCancelled(dialog, [dialog] { dialog->reject(); });
    dialog->open();
    if (m_onProgress) {
        m_onProgress({ConfirmDialog::tr("Waiting for your answer"), 0, std::nullopt});
    }
    const bool confirmed = co_await future;
    co_return guard::Confirmation{
        confirmed ? Answer::Confirmed : Answer::Declined, personName(), {}, {}, true};
}

} // namespace bulkhead::desktop
