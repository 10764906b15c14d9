package credentials

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
)

// indexEntry is the keyring entry that lists the others, since a keyring
// cannot be asked what it holds. It cannot collide: account ids are numbers.
const indexEntry = "accounts"

// index reads the list of accounts. A list that cannot be read is worth as
// much as none: the tokens are still there under their ids, and the next Save
// writes a sound one.
func (k Keyring) index(ctx context.Context) ([]Account, error) {
	text, err := k.get(ctx, indexEntry)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var found, sound []Account
	if json.Unmarshal([]byte(text), &found) != nil {
		return nil, nil
	}
	for _, a := range found {
		if checkID(a.ID) == nil && position(sound, a.ID) < 0 {
			sound = append(sound, a)
		}
	}
	return sound, nil
}

// enlist puts the account into the index, or gives it its new name there.
func (k Keyring) enlist(ctx context.Context, a Account) error {
	list, err := k.index(ctx)
	if err != nil {
		return err
	}
	switch i := position(list, a.ID); {
	case i < 0:
		list = append(list, a)
	case list[i] == a:
		return nil
	default:
		list[i] = a
	}
	return k.writeIndex(ctx, list)
}

// delist takes the account out of the index and reports whether it was there.
func (k Keyring) delist(ctx context.Context, id string) (bool, error) {
	list, err := k.index(ctx)
	if err != nil {
		return false, err
	}
	i := position(list, id)
	if i < 0 {
		return false, nil
	}
	return true, k.writeIndex(ctx, slices.Delete(list, i, i+1))
}

// writeIndex leaves nothing behind in the keyring when the last account goes.
func (k Keyring) writeIndex(ctx context.Context, list []Account) error {
	if len(list) == 0 {
		if err := k.del(ctx, indexEntry); !errors.Is(err, ErrNotFound) {
			return err
		}
		return nil
	}
	text, err := json.Marshal(list)
	if err != nil {
		return err
	}
	return k.set(ctx, indexEntry, string(text))
}

func position(list []Account, id string) int {
	return slices.IndexFunc(list, func(a Account) bool { return a.ID == id })
}
