//go:build unix

package e2e

import (
	"bytes"
	"testing"
	"time"
)

// TestAppSecretIsTypedUnseen types an app secret where nobody may see it. There is no keyring
// here, so that it is saved nowhere.
func TestAppSecretIsTypedUnseen(t *testing.T) {
	t.Parallel()
	const secret, account = "0a1b2c3d4e5f60718293a4b5c6d7e8f9", "104820560913301"
	for keys, code := range map[string]int{secret + "\r": 1, "nothing\r": 2, secret + "\x03": 130} {
		w := start(t, Options{Cols: 100, Rows: 20}, dialtone(t), "token", "app-secret", "--account", account)
		must(t, w.Wait(say(t, "app_secret.ask")))
		must(t, w.Settle(50*time.Millisecond))
		w.Raw([]byte(keys))
		wantExit(t, w, code)
		if bytes.Contains(w.Bytes(), []byte(secret[:8])) {
			t.Errorf("it is seen:\n%s", w.Transcript())
		}
		mode, err := w.Mode()
		must(t, err)
		if !mode.Restored() {
			t.Errorf("after %q: %s", keys, mode)
		}
	}
}

// TestForgetAsksFirst: without a yes nothing is removed.
func TestForgetAsksFirst(t *testing.T) {
	t.Parallel()
	w := start(t, Options{Cols: 100, Rows: 20}, dialtone(t), "token", "forget", "--account", "104820560913301")
	must(t, w.Wait("[y/N]"))
	w.Raw([]byte("\r"))
	wantExit(t, w, 1)
	if !bytes.Contains(w.Bytes(), []byte(say(t, "token_forget.kept"))) {
		t.Errorf("it says:\n%s", w.Transcript())
	}
}
