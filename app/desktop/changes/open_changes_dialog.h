// SPDX-License-Identifier: MIT
// OpenChangesDialog: what of a change file does not fit to what is there now; a person decides.
#pragma once

#include "desktop/changes/change_fit.h"

#include <QDialog>

namespace bulkhead::desktop {

/// Accepted: what fits shall be staged. Cancel is the default button, and the only one if nothing
/// fits.
class OpenChangesDialog final : public QDialog {
    Q_OBJECT

public:
    /// `facts` says whose it is and of when; `target` is the manager that is shown, or empty.
    OpenChangesDialog(const ChangeFit& fit, const QString& facts, const QString& target,
                      QWidget* parent = nullptr);
};

} // namespace bulkhead::desktop
