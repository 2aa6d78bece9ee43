// SPDX-License-Identifier: MIT
// DescriptorDevice: writes to a file descriptor and remembers why it failed.
#pragma once

#include <QIODevice>

namespace bulkhead::console {

/// Unbuffered and blocking; write-only. Does not own the descriptor.
class DescriptorDevice final : public QIODevice {
public:
    explicit DescriptorDevice(int descriptor);
    /// errno of the write that failed last; 0 if none did.
    [[nodiscard]] int failure() const { return m_failure; }

protected:
    qint64 readData(char* data, qint64 size) override;
    qint64 writeData(const char* data, qint64 size) override;

private:
    int m_descriptor;
    int m_failure = 0;
};

} // namespace bulkhead::console
